import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Security;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Reads lines "file TAB password TAB anchor TAB anchor ..." and answers each with one line of JSON.
 *
 * <p>It has no network, and what it tells is of the file alone: ranges and digests by its own
 * arithmetic, objects by PDFBox, CMS, tokens, OCSP and CRL by BouncyCastle. How fresh revocation
 * data is, and which changes a revision may make, it leaves to EU DSS.
 */
public class PdfboxJudge {
    private static final Comparator<Found> BY_END = Comparator.comparingInt(found -> found.end);
    private static final List<String> FACTS =
            List.of("digest_matches", "signature_holds", "certificate_named");

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // what the libraries say is not an answer
        Security.addProvider(new BouncyCastleProvider());
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Map<String, Object> told;
            try {
                told = new Asked(line.split("\t", -1)).judged();
            } catch (Throwable failure) {
                told = Map.of("error", failure.toString());
            }
            answers.println(json(told));
            answers.flush();
        }
    }

    /** A document, and what it is asked for. */
    private static class Asked {
        final byte[] data;
        final String password;
        final List<X509CertificateHolder> anchors = new ArrayList<>();
        final List<Found> all = new ArrayList<>();

        Asked(String[] asked) throws Exception {
            data = Files.readAllBytes(Path.of(asked[0]));
            password = asked[1];
            for (int i = 2; i < asked.length; i++) {
                anchors.add(new X509CertificateHolder(Files.readAllBytes(Path.of(asked[i]))));
            }
        }

        Map<String, Object> judged() throws Exception {
            try (PDDocument document = PDDocument.load(data, password)) {
                for (PDSignatureField field : document.getSignatureFields()) {
                    if (field.getSignature() != null) {
                        all.add(new Found(this, field));
                    }
                }
            }
            all.sort(BY_END);
            var signatures = new ArrayList<Map<String, Object>>();
            var timestamps = new ArrayList<Map<String, Object>>();
            for (Found each : all) {
                if (each.isTimestamp) {
                    timestamps.add(each.token().told());
                } else {
                    each.told.put("level", level(each));
                    signatures.add(each.told);
                }
            }
            return Map.of("signatures", signatures, "timestamps", timestamps);
        }

        /** EN 319 142-1, 6: the level of a signature; "" when it does not hold itself. */
        String level(Found signature) throws Exception {
            if (!signature.holds()) {
                return "";
            }
            List<Found> later = all.stream()
                    .filter(each -> each.isTimestamp && each.end > signature.end)
                    .filter(each -> each.token().holds())
                    .collect(Collectors.toList());
            var stamps = new ArrayList<Token>();
            signature.tokens.stream().filter(Token::holds).forEach(stamps::add);
            if (stamps.isEmpty() && later.isEmpty()) {
                return "B";
            }
            // A document timestamp archives the store of the revision that it covers; what vouches
            // for itself comes with the next.
            for (Found last : later) {
                if (isProven(signature, stamps, Arrays.copyOf(data, last.end))) {
                    return "LTA";
                }
                stamps.add(last.token());
            }
            return isProven(signature, stamps, data) ? "LT" : "T";
        }

        boolean isProven(Found signature, List<Token> stamps, byte[] revision) throws Exception {
            if (stamps.isEmpty()) {
                return false;
            }
            var store = new SecurityStore(revision, password, anchors);
            Date at = stamps.stream().map(stamp -> stamp.at).min(Date::compareTo).get();
            for (Token stamp : stamps) {
                if (!store.vouchesFor(stamp.signer, stamp.certificates, new Date())) {
                    return false;
                }
            }
            return store.vouchesFor(signature.signer, signature.certificates, at);
        }
    }

    /** A signature or a document timestamp, as it stands in the file. */
    private static class Found {
        final Map<String, Object> told = new LinkedHashMap<>();
        final List<Token> tokens = new ArrayList<>();
        final boolean isTimestamp;
        final int end;
        Collection<X509CertificateHolder> certificates;
        X509CertificateHolder signer;

        Found(Asked file, PDSignatureField field) throws Exception {
            PDSignature signature = field.getSignature();
            int[] range = signature.getByteRange();
            end = range.length == 4 ? range[2] + range[3] : 0;
            isTimestamp = "ETSI.RFC3161".equals(signature.getSubFilter());
            boolean fits = fits(file.data, range);
            told.put("field", field.getFullyQualifiedName());
            told.put("sub_filter", signature.getSubFilter());
            told.put("range_fits", fits);
            told.put("covers_all", fits && end == file.data.length);
            for (String fact : FACTS) {
                told.put(fact, false);
            }
            told.put("timestamps", List.of());
            if (!fits) {
                return;
            }
            byte[] covered = covered(file.data, range);
            byte[] contents = hex(file.data, range[1] + 1, range[2] - 1);
            var held = new CMSSignedData(new CMSProcessableByteArray(covered), der(contents));
            if (isTimestamp) {
                tokens.add(new Token(held.toASN1Structure(), covered));
            } else {
                read(held, covered);
            }
        }

        private void read(CMSSignedData held, byte[] covered) throws Exception {
            SignerInformation info = held.getSignerInfos().getSigners().iterator().next();
            certificates = held.getCertificates().getMatches(null);
            signer = certificates.stream().filter(info.getSID()::match).findFirst().orElseThrow();
            told.put("digest_matches", digestMatches(info, covered));
            // ISO 32000-2, 12.8.3.3.1: one signer.
            boolean isAlone = held.getSignerInfos().size() == 1;
            told.put("signature_holds", isAlone && signatureHolds(info, signer));
            told.put("certificate_named", isNamed(info.getSignedAttributes(), signer));
            AttributeTable unsigned = info.getUnsignedAttributes();
            if (unsigned != null) {
                var kind = PKCSObjectIdentifiers.id_aa_signatureTimeStampToken;
                var stamps = unsigned.getAll(kind);
                for (int i = 0; i < stamps.size(); i++) {
                    for (ASN1Encodable each : ((Attribute) stamps.get(i)).getAttributeValues()) {
                        tokens.add(new Token(ContentInfo.getInstance(each), info.getSignature()));
                    }
                }
            }
            told.put("timestamps", tokens.stream().map(Token::told).collect(Collectors.toList()));
        }

        Token token() {
            return tokens.isEmpty() ? Token.NONE : tokens.get(0);
        }

        boolean holds() {
            // Only PAdES asks for the certificate's digest (EN 319 142-1, 6.3).
            boolean isNamed = !"ETSI.CAdES.detached".equals(told.get("sub_filter"))
                    || Boolean.TRUE.equals(told.get("certificate_named"));
            return isNamed && Boolean.TRUE.equals(told.get("digest_matches"))
                    && Boolean.TRUE.equals(told.get("signature_holds"));
        }
    }

    /** A timestamp token (RFC 3161, 2.4.2), and whether it is of the bytes that it should be of. */
    private static class Token {
        static final Token NONE = new Token();
        final Map<String, Object> told = new LinkedHashMap<>();
        Collection<X509CertificateHolder> certificates;
        X509CertificateHolder signer;
        Date at;

        private Token() {
            told.put("imprint_matches", false);
            told.put("signature_holds", false);
            told.put("at", Instant.EPOCH.toString());
        }

        Token(ContentInfo content, byte[] stamped) throws Exception {
            var token = new TimeStampToken(content);
            certificates = token.getCertificates().getMatches(null);
            signer = certificates.stream().filter(token.getSID()::match).findFirst().orElse(null);
            at = token.getTimeStampInfo().getGenTime();
            var imprint = token.getTimeStampInfo();
            byte[] found = digest(imprint.getMessageImprintAlgOID().getId(), stamped);
            told.put("imprint_matches", Arrays.equals(found, imprint.getMessageImprintDigest()));
            told.put("signature_holds", signer != null && isValid(token, signer));
            told.put("at", at.toInstant().toString());
        }

        private static boolean isValid(TimeStampToken token, X509CertificateHolder signer) {
            try {
                // Its signature, and the authority's purpose and validity (RFC 3161, 2.2, 2.3).
                token.validate(by(signer));
                return true;
            } catch (Exception refused) {
                return says(refused);
            }
        }

        boolean holds() {
            return Boolean.TRUE.equals(told.get("imprint_matches"))
                    && Boolean.TRUE.equals(told.get("signature_holds"));
        }

        Map<String, Object> told() {
            return told;
        }
    }

    /** ISO 32000-2, 12.8.1: all of a revision, but for the string that holds the signature. */
    private static boolean fits(byte[] data, int[] range) {
        if (range.length != 4 || range[0] != 0 || range[1] < 1 || range[3] < 1) {
            return false;
        }
        int end = range[2] + range[3];
        if (range[2] <= range[1] || end > data.length) {
            return false;
        }
        if (data[range[1]] != '<' || data[range[2] - 1] != '>') {
            return false;
        }
        for (int i = range[1] + 1; i < range[2] - 1; i++) {
            if (Character.digit(data[i], 16) < 0) {
                return false;
            }
        }
        var tail = new String(Arrays.copyOf(data, end), StandardCharsets.ISO_8859_1);
        return tail.stripTrailing().endsWith("%%EOF");
    }

    private static byte[] covered(byte[] data, int[] range) {
        byte[] found = Arrays.copyOf(data, range[1] + range[3]);
        System.arraycopy(data, range[2], found, range[1], range[3]);
        return found;
    }

    private static byte[] hex(byte[] data, int from, int to) {
        byte[] found = new byte[(to - from) / 2];
        for (int i = 0; i < found.length; i++) {
            int high = Character.digit(data[from + 2 * i], 16);
            found[i] = (byte) (high * 16 + Character.digit(data[from + 2 * i + 1], 16));
        }
        return found;
    }

    /** Leaves out the zeros behind the structure; it may be of indefinite length. */
    private static byte[] der(byte[] contents) throws Exception {
        try (var stream = new ASN1InputStream(contents)) {
            return stream.readObject().getEncoded();
        }
    }

    private static boolean digestMatches(SignerInformation info, byte[] covered) throws Exception {
        var told = info.getSignedAttributes().get(CMSAttributes.messageDigest);
        byte[] value = ASN1OctetString.getInstance(told.getAttrValues().getObjectAt(0)).getOctets();
        return Arrays.equals(value, digest(info.getDigestAlgOID(), covered));
    }

    private static boolean signatureHolds(SignerInformation info, X509CertificateHolder signer) {
        try {
            return info.verify(by(signer));
        } catch (Exception refused) {
            return says(refused);
        }
    }

    /** RFC 5035, 3: the first certificate that is named is the signer's, by its digest. */
    private static boolean isNamed(AttributeTable signed, X509CertificateHolder signer)
            throws Exception {
        var told = signed.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (told == null) {
            return false;
        }
        var named = SigningCertificateV2.getInstance(told.getAttrValues().getObjectAt(0));
        ESSCertIDv2 first = named.getCerts()[0];
        byte[] found = digest(first.getHashAlgorithm().getAlgorithm().getId(), signer.getEncoded());
        boolean isSerial = first.getIssuerSerial() == null
                || first.getIssuerSerial().getSerial().getValue().equals(signer.getSerialNumber());
        return isSerial && Arrays.equals(found, first.getCertHash());
    }

    private static byte[] digest(String algorithm, byte[] bytes) throws Exception {
        return MessageDigest.getInstance(algorithm, "BC").digest(bytes);
    }

    private static SignerInformationVerifier by(X509CertificateHolder signer) throws Exception {
        return new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(signer);
    }

    private static boolean says(Exception refused) {
        System.err.println(refused);
        return false;
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> json(each.getKey()) + ":" + json(each.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PdfboxJudge::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return String.valueOf(value);
        }
        var out = new StringBuilder("\"");
        for (char each : value.toString().toCharArray()) {
            boolean isPlain = each >= ' ' && each < 127 && each != '"' && each != '\\';
            out.append(isPlain ? String.valueOf(each) : String.format("\\u%04x", (int) each));
        }
        return out.append('"').toString();
    }
}

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** The document security store of a revision (EN 319 142-1, 5.4.2), and whom it vouches for. */
class SecurityStore {
    private final List<X509CertificateHolder> certificates = new ArrayList<>();
    private final List<BasicOCSPResp> answers = new ArrayList<>();
    private final List<X509CRLHolder> lists = new ArrayList<>();
    private final List<X509CertificateHolder> anchors;

    SecurityStore(byte[] revision, String password, List<X509CertificateHolder> anchors)
            throws Exception {
        this.anchors = anchors;
        try (PDDocument document = PDDocument.load(revision, password)) {
            var catalog = document.getDocumentCatalog().getCOSObject();
            var held = (COSDictionary) catalog.getDictionaryObject("DSS");
            for (byte[] der : streams(held, "Certs")) {
                certificates.add(new X509CertificateHolder(der));
            }
            for (byte[] der : streams(held, "OCSPs")) {
                answers.add((BasicOCSPResp) new OCSPResp(der).getResponseObject());
            }
            for (byte[] der : streams(held, "CRLs")) {
                lists.add(new X509CRLHolder(der));
            }
        }
    }

    private static List<byte[]> streams(COSDictionary held, String name) throws Exception {
        var found = new ArrayList<byte[]>();
        var array = held == null ? null : (COSArray) held.getDictionaryObject(name);
        for (int i = 0; array != null && i < array.size(); i++) {
            try (var stream = ((COSStream) array.getObject(i)).createInputStream()) {
                found.add(stream.readAllBytes());
            }
        }
        return found;
    }

    /** Tells whether a chain leads to an anchor, each of its links answered for. */
    boolean vouchesFor(
            X509CertificateHolder one, Collection<X509CertificateHolder> beside, Date at)
            throws Exception {
        var known = new ArrayList<>(anchors);
        known.addAll(certificates);
        known.addAll(beside);
        return vouchesFor(one, at, known);
    }

    private boolean vouchesFor(
            X509CertificateHolder one, Date at, List<X509CertificateHolder> known)
            throws Exception {
        if (anchors.contains(one)) {
            return true;
        }
        // Certificates can go round in a circle: what was gone through is not asked again.
        var rest = known.stream().filter(each -> !each.equals(one)).toList();
        for (X509CertificateHolder issuer : rest) {
            if (isIssued(one, issuer)
                    && isAnswered(one, issuer, at)
                    && vouchesFor(issuer, at, rest)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnswered(
            X509CertificateHolder one, X509CertificateHolder issuer, Date at) throws Exception {
        boolean isGood = false;
        for (BasicOCSPResp answer : answers) {
            for (SingleResp each : answer.getResponses()) {
                if (isOf(each, one, issuer) && isSigned(answer, issuer)) {
                    if (endsBefore(each.getCertStatus(), at)) {
                        return false;
                    }
                    isGood = true;
                }
            }
        }
        for (X509CRLHolder list : lists) {
            if (list.getIssuer().equals(one.getIssuer())
                    && list.isSignatureValid(keyOf(issuer))) {
                X509CRLEntryHolder entry = list.getRevokedCertificate(one.getSerialNumber());
                if (entry != null && !entry.getRevocationDate().after(at)) {
                    return false;
                }
                isGood = true;
            }
        }
        return isGood;
    }

    private static boolean isOf(
            SingleResp each, X509CertificateHolder one, X509CertificateHolder issuer)
            throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().setProvider("BC").build();
        return each.getCertID().getSerialNumber().equals(one.getSerialNumber())
                && each.getCertID().matchesIssuer(issuer, digests);
    }

    /** RFC 6960, 4.2.2.2: by the issuer, or by whom the issuer made its responder. */
    private boolean isSigned(BasicOCSPResp answer, X509CertificateHolder issuer)
            throws Exception {
        var known = new ArrayList<>(Arrays.asList(answer.getCerts()));
        known.addAll(certificates);
        known.add(issuer);
        for (X509CertificateHolder each : known) {
            if (answer.isSignatureValid(keyOf(each))) {
                return each.equals(issuer) || (isIssued(each, issuer) && isResponder(each));
            }
        }
        return false;
    }

    private boolean isResponder(X509CertificateHolder one) {
        var purposes = ExtendedKeyUsage.fromExtensions(one.getExtensions());
        return purposes != null
                && purposes.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)
                && one.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck) != null;
    }

    private static boolean endsBefore(CertificateStatus status, Date at) {
        if (status instanceof RevokedStatus revoked) {
            return !revoked.getRevocationTime().after(at);
        }
        return status != CertificateStatus.GOOD;
    }

    private static boolean isIssued(X509CertificateHolder one, X509CertificateHolder issuer)
            throws Exception {
        var limits = BasicConstraints.fromExtensions(issuer.getExtensions());
        return limits != null
                && limits.isCA()
                && one.getIssuer().equals(issuer.getSubject())
                && one.isSignatureValid(keyOf(issuer));
    }

    private static ContentVerifierProvider keyOf(X509CertificateHolder one) throws Exception {
        return new JcaContentVerifierProviderBuilder().setProvider("BC").build(one);
    }
}

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.PDFRevisionWrapper;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads lines "file TAB password TAB anchor TAB anchor ..." and answers each with lines, then
 * "END". It has no source of revocation data: only what is in the file counts.
 */
public class DssJudge {
    private static final PrintStream OUT = System.out;

    public static void main(String[] arguments) throws Exception {
        System.setOut(System.err); // what the libraries say is not an answer
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                judge(line.split("\t", -1));
            } catch (Throwable failure) {
                say("ERROR", failure.toString().replaceAll("\\s+", " "));
            }
            say("END");
        }
    }

    private static void judge(String[] asked) throws Exception {
        var trusted = new CommonTrustedCertificateSource();
        for (int i = 2; i < asked.length; i++) {
            trusted.addCertificate(DSSUtils.loadCertificate(new File(asked[i])));
        }
        var verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        var validator = SignedDocumentValidator.fromDocument(new FileDocument(asked[0]));
        validator.setCertificateVerifier(verifier);
        if (!asked[1].isEmpty()
                && validator instanceof eu.europa.esig.dss.pades.validation.PDFDocumentValidator pdf) {
            pdf.setPasswordProtection(asked[1].toCharArray());
        }
        var found = new DiagnosticData(validator.getDiagnosticData());
        for (SignatureWrapper each : found.getSignatures()) {
            PDFRevisionWrapper revision = each.getPDFRevision();
            say("SIGNATURE", String.join(",", revision.getSignatureFieldNames()),
                    each.getSignatureFormat(), each.isSignatureIntact(), each.isSignatureValid(),
                    each.isTrustedChain(), revision.isPdfSignatureDictionaryConsistent(),
                    revision.getPdfUndefinedChanges().size(),
                    each.isBLevelTechnicallyValid(), each.isTLevelTechnicallyValid());
            for (TimestampWrapper stamp : each.getTimestampList()) {
                say("OF", stamp.getType(), stamp.isMessageImprintDataFound(),
                        stamp.isMessageImprintDataIntact(), stamp.isSignatureValid(),
                        stamp.isTrustedChain(), stamp.getProductionTime().toInstant());
            }
        }
        for (TimestampWrapper stamp : found.getTimestampList()) {
            say("TIMESTAMP", stamp.getType(), stamp.isMessageImprintDataFound(),
                    stamp.isMessageImprintDataIntact(), stamp.isSignatureValid(),
                    stamp.isTrustedChain(), stamp.getProductionTime().toInstant());
        }
    }

    private static void say(Object... words) {
        List<String> told = new ArrayList<>();
        for (Object word : words) {
            told.add(String.valueOf(word));
        }
        OUT.println(String.join("\t", told));
        OUT.flush();
    }
}

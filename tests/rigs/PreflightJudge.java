import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Reads the name of a file in each line and answers with lines "code details", then "END". */
public class PreflightJudge {
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // what the libraries say is not an answer
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                ValidationResult result = judged(new File(line));
                for (var error : result.getErrorsList()) {
                    String told = error.getErrorCode() + " " + error.getDetails();
                    answers.println(told.replaceAll("\\s+", " "));
                }
                if (!result.isValid() && result.getErrorsList().isEmpty()) {
                    answers.println("not valid, for no reason given");
                }
            } catch (Throwable failure) {
                answers.println("ERROR " + failure.toString().replaceAll("\\s+", " "));
            }
            answers.println("END");
            answers.flush();
        }
    }

    private static ValidationResult judged(File file) throws Exception {
        var parser = new PreflightParser(file);
        try {
            parser.parse();
            try (var document = parser.getPreflightDocument()) {
                document.validate();
                return document.getResult();
            }
        } catch (SyntaxValidationException broken) {
            return broken.getResult();
        }
    }
}

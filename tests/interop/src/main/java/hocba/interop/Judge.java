package hocba.interop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says what EU DSS and veraPDF think of issued records: one JSON object a file a line.
 *
 * <p>Arguments: the trust folder ({@code *.pem} anchors, {@code *.crl} and {@code *.ocsp} in DER), then the files. A file that a
 * judge cannot read is reported with {@code error}, and the others are judged all the same.
 */
public final class Judge {
    private Judge() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: Judge TRUST_DIR FILE...");
            System.exit(3);
        }
        ObjectMapper json = new ObjectMapper();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Signatures signatures = new Signatures(new File(arguments[0]));
        Conformance conformance = new Conformance();
        for (int i = 1; i < arguments.length; i++) {
            out.println(json.writeValueAsString(judge(arguments[i], signatures, conformance)));
        }
    }

    private static Map<String, Object> judge(String name, Signatures signatures, Conformance conformance) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("file", name);
        File file = new File(name);
        try {
            verdict.put("signatures", signatures.of(file));
            if (name.endsWith(".pdf")) {
                verdict.put("conformance", conformance.of(file));
            }
        } catch (Exception error) { // any failure of a judge is a verdict about this file alone
            verdict.put("error", error.toString());
        }
        return verdict;
    }
}

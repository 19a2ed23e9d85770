package hocba.interop;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks PDF/A-3a and PDF/UA-1 by veraPDF, whatever the file claims to be. */
final class Conformance {
    private static final List<PDFAFlavour> FLAVOURS = List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);

    Conformance() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    /** By standard: whether it holds, and which rules fail where. */
    Map<String, Object> of(File file) throws Exception {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        for (PDFAFlavour flavour : FLAVOURS) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                verdicts.put(flavour.getId(), verdict(validator.validate(parser)));
            }
        }
        return verdicts;
    }

    private static Map<String, Object> verdict(ValidationResult result) {
        Map<String, String> failures = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                String place = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
                failures.putIfAbsent(rule, assertion.getMessage() + " @ " + place);
            }
        }
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("compliant", result.isCompliant());
        verdict.put("failures", failures);
        return verdict;
    }
}

package hocba.interop;

import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Validates signatures by EU DSS and its default policy: anchors and CRLs from a folder, nothing from the network. */
final class Signatures {
    private final CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
    private final List<byte[]> revocationLists = new ArrayList<>();

    Signatures(File trust) throws IOException {
        File[] files = trust.listFiles();
        if (files == null) {
            throw new IOException("no such folder: " + trust);
        }
        Arrays.sort(files);
        for (File file : files) {
            if (file.getName().endsWith(".pem")) {
                anchors.addCertificate(DSSUtils.loadCertificate(file));
            } else if (file.getName().endsWith(".crl")) {
                revocationLists.add(Files.readAllBytes(file.toPath()));
            }
        }
    }

    /** One map a signature, in the order of the document. */
    List<Map<String, Object>> of(File file) {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
        validator.setCertificateVerifier(verifier());
        SimpleReport report = validator.validateDocument().getSimpleReport();
        List<Map<String, Object>> found = new ArrayList<>();
        for (String id : report.getSignatureIdList()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", id);
            one.put("signer", report.getSignedBy(id));
            one.put("format", String.valueOf(report.getSignatureFormat(id)));
            one.put("indication", String.valueOf(report.getIndication(id)));
            one.put("sub_indication", report.getSubIndication(id) == null ? "" : report.getSubIndication(id).name());
            one.put("errors", texts(report.getAdESValidationErrors(id)));
            one.put("warnings", texts(report.getAdESValidationWarnings(id)));
            found.add(one);
        }
        return found;
    }

    /** A fresh one a file, because its sources remember what they were asked; no issuer certificate is fetched. */
    private CommonCertificateVerifier verifier() {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors);
        verifier.setAIASource(null);
        InputStream[] lists = revocationLists.stream().map(ByteArrayInputStream::new).toArray(InputStream[]::new);
        verifier.setCrlSource(new ExternalResourcesCRLSource(lists));
        return verifier;
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::getValue).toList();
    }
}

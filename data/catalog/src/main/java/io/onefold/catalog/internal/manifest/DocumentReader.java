package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.ManifestSet.DeclaredContract;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.internal.yaml.Position;
import io.onefold.catalog.internal.yaml.Variables;
import io.onefold.catalog.internal.yaml.YamlDocument;
import io.onefold.catalog.internal.yaml.YamlReader;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.Finding;
import io.onefold.model.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Reads texts into manifests: form first, then each document by itself, then all of them against
/// each other.
public final class DocumentReader {

    private static final String CONTRACT_KIND = "DataContract";
    private static final String CONTRACT_VERSION = "v3";

    private final ReadOptions options;
    private final YamlReader yaml;
    private final SchemaCheck schemas = SchemaCheck.shared();
    private final List<Finding> findings = new ArrayList<>();
    private final List<SetCheck.ReadDocument> documents = new ArrayList<>();
    private final Provided provided = new Provided();

    public DocumentReader(ReadOptions options, Variables variables) {
        this.options = options;
        this.yaml = new YamlReader(variables);
    }

    /// Adds the documents of a file.
    public void add(String file, String text) {
        YamlReader.Result result = yaml.read(file, text);
        findings.addAll(result.findings());
        for (YamlDocument document : result.documents()) {
            provided.addFrom(document.root());
            manifest(document, new Report(document, findings));
        }
    }

    /// All that was added.
    public ManifestSet finish() {
        List<ManifestSet.OpenReference> open =
                new SetCheck(documents, options.closed()).run(provided);
        return new ManifestSet(
                documents.stream().map(SetCheck.ReadDocument::manifest).toList(),
                findings,
                open,
                documents.stream().flatMap(DocumentReader::contracts).toList());
    }

    private static Stream<DeclaredContract> contracts(SetCheck.ReadDocument document) {
        Manifest manifest = document.manifest();
        if (manifest.type() != ManifestType.CONTRACT) {
            return Stream.empty();
        }
        return new ContractReader((pointer, message, rule) -> {})
                .readPlaced(manifest.document()).stream()
                        .map(read -> declared(manifest, document.report().document(), read));
    }

    private static DeclaredContract declared(
            Manifest manifest, YamlDocument document, ContractReader.Placed read) {
        Map<String, DeclaredContract.Place> places = new HashMap<>();
        read.pointers()
                .forEach(
                        (path, pointer) -> {
                            Position at = document.value(pointer);
                            places.put(path, new DeclaredContract.Place(at.line(), at.column()));
                        });
        return new DeclaredContract(manifest, read.contract(), places);
    }

    private void manifest(YamlDocument document, Report report) {
        JsonNode root = document.root();
        Set<String> hidden = Credentials.check(report);
        if (!root.isObject()) {
            report.error(
                    "",
                    "found a list or a single value; expected a mapping with name, version and type",
                    "wrong-type");
            return;
        }
        Optional<ManifestType> type = type(root, report);
        if (type.isEmpty()) {
            return;
        }
        int before = errors();
        schemas.check(type.get(), report, hidden);
        if (errors() > before || !document.unread().isEmpty()) {
            return;
        }
        Manifest manifest = head(type.get(), document);
        Kind.of(type.get()).check(manifest, report);
        if (errors() == before) {
            documents.add(new SetCheck.ReadDocument(manifest, report));
        }
    }

    private int errors() {
        return (int)
                findings.stream()
                        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                        .count();
    }

    private static Optional<ManifestType> type(JsonNode root, Report report) {
        if (CONTRACT_KIND.equals(Nodes.text(root, "kind"))) {
            return Optional.of(ManifestType.CONTRACT);
        }
        List<String> types =
                ManifestType.wireNames().stream()
                        .filter(type -> !type.equals(ManifestType.CONTRACT.wireName()))
                        .toList();
        String allowed =
                " (allowed: " + String.join(", ", types) + ", or kind: " + CONTRACT_KIND + ")";
        String type = Nodes.text(root, "type");
        if (type == null) {
            report.errorAtKey("", "key 'type' is missing" + allowed, "missing-key");
            return Optional.empty();
        }
        if (!types.contains(type)) {
            report.error(
                    "/type",
                    "found '" + type + "'" + Spelling.didYouMean(type, types) + allowed,
                    "wrong-value");
            return Optional.empty();
        }
        return Optional.of(ManifestType.parse(type));
    }

    private Manifest head(ManifestType type, YamlDocument document) {
        JsonNode root = document.root();
        boolean contract = type == ManifestType.CONTRACT;
        return new Manifest(
                document.file(),
                document.value("").line(),
                type,
                contract ? CONTRACT_VERSION : Nodes.text(root, "version", "v1"),
                Nodes.text(root, contract ? "id" : "name", ""),
                contract ? options.workspace() : Nodes.text(root, "workspace", options.workspace()),
                Nodes.text(root, "owner"),
                Nodes.text(root, "layer"),
                contract
                        ? Nodes.text(root.path("description"), "purpose")
                        : Nodes.text(root, "description"),
                Nodes.texts(root, "tags"),
                contract ? Nodes.text(root, "version") : null,
                root);
    }
}

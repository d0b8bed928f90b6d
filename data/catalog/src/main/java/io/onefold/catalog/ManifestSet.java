package io.onefold.catalog;

import io.onefold.model.ErrorCode;
import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.DatasetContract;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Manifests that are applied together, and what was found in them.
///
/// @param manifests the documents whose form is right, in the order of the files
/// @param findings what is wrong or doubtful, by file, line and column
/// @param openReferences what they refer to and do not bring along; the catalog is asked for it
/// @param contracts the contracts of datasets among them, for who can look into their SQL; one that
///   cannot be read is left out, and a finding says why
public record ManifestSet(
        List<Manifest> manifests,
        List<Finding> findings,
        List<OpenReference> openReferences,
        List<DeclaredContract> contracts) {

    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparing(Finding::file)
                    .thenComparing(Finding::line)
                    .thenComparing(Finding::column)
                    .thenComparing(Finding::rule);

    /// A reference to something that is not among the files.
    ///
    /// @param from the manifest that refers
    /// @param line where it does, 1-based
    /// @param column where it does, 1-based
    /// @param path where it does, inside the document
    /// @param kind what it refers to
    /// @param name its name
    public record OpenReference(
            Manifest from, int line, int column, String path, ReferenceKind kind, String name) {}

    public ManifestSet {
        manifests = List.copyOf(manifests);
        findings = findings.stream().sorted(BY_PLACE).toList();
        openReferences = List.copyOf(openReferences);
        contracts = List.copyOf(contracts);
    }

    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    /// A contract of a dataset, with the manifest that holds it.
    ///
    /// @param places where each of its SQL texts stands, by [io.onefold.model.contract.SqlPath]
    public record DeclaredContract(
            Manifest manifest, DatasetContract contract, Map<String, Place> places) {

        public DeclaredContract {
            places = Map.copyOf(places);
        }

        /// Where in its file something stands.
        ///
        /// @param line 1-based
        /// @param column 1-based
        public record Place(int line, int column) {}

        /// A finding about this contract, at the place of what it speaks of; where the document
        /// begins, if that is not known.
        public Finding placed(Finding finding) {
            if (finding.line() > 0) {
                return finding;
            }
            String prefix = contract.dataset() + ".";
            String path =
                    finding.path().startsWith(prefix)
                            ? finding.path().substring(prefix.length())
                            : finding.path();
            Place place = places.getOrDefault(path, new Place(manifest.line(), 1));
            return new Finding(
                    manifest.file(),
                    place.line(),
                    place.column(),
                    finding.path(),
                    finding.message(),
                    finding.rule(),
                    finding.severity());
        }
    }

    /// The same with further findings.
    public ManifestSet with(List<Finding> further) {
        return new ManifestSet(
                manifests,
                Stream.concat(findings.stream(), further.stream()).toList(),
                openReferences,
                contracts);
    }

    /// The checks that need the catalog, one line each, for a command that does not ask it.
    public List<String> skippedChecks() {
        return openReferences.stream()
                .map(
                        open ->
                                open.from().file()
                                        + ":"
                                        + open.line()
                                        + ":"
                                        + open.column()
                                        + "  "
                                        + open.path()
                                        + "  "
                                        + open.kind().wireName()
                                        + " '"
                                        + open.name()
                                        + "' is not among these files; the catalog was not asked")
                .toList();
    }

    /// This set, unless something in it is wrong.
    ///
    /// @throws OnefoldException (INVALID_INPUT) with every error, one a line
    public ManifestSet requireValid() {
        if (hasErrors()) {
            throw invalid(findings);
        }
        return this;
    }

    static OnefoldException invalid(List<Finding> findings) {
        List<Finding> errors =
                findings.stream()
                        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                        .toList();
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                errors.stream().map(Finding::toString).collect(Collectors.joining("\n"))
                        + "\n"
                        + errors.size()
                        + (errors.size() == 1 ? " error" : " errors")
                        + "; nothing was applied");
    }
}

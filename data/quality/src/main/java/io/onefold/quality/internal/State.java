package io.onefold.quality.internal;

import io.onefold.lake.LakeSnapshot;
import io.onefold.lake.LakeTable;
import io.onefold.model.DatasetName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// What a trusted table was made of, as its last check wrote it into the snapshot summary.
///
/// @param rawSnapshot the raw table's snapshot that was seen; empty if it had none
/// @param fingerprint the contract's, see [#fingerprint]
/// @param references the referenced datasets and the versions of their rows that were seen
/// @param runId the run that checked
/// @param counts what became of that run's rows
record State(
        OptionalLong rawSnapshot,
        String fingerprint,
        SortedMap<DatasetName, String> references,
        String runId,
        Counts counts) {

    /// Counts up when the same contract would be read in another way, so that trusted tables are
    /// rebuilt.
    private static final int SEMANTICS = 1;

    private static final String RAW = "onefold.check.raw-snapshot";
    private static final String CONTRACT = "onefold.check.contract";
    private static final String CONTRACT_VERSION = "onefold.check.contract-version";
    private static final String REFERENCE = "onefold.check.reference.";
    private static final String SOURCES = "onefold.check.sources";
    private static final String COUNTS = "onefold.check.counts";
    private static final JsonMapper JSON = JsonMapper.shared();

    State {
        references = new TreeMap<>(references);
    }

    /// What identifies the way in which a contract decides.
    static String fingerprint(DatasetContract contract) {
        return contract.hash() + "/" + SEMANTICS;
    }

    /// The state that the table's newest check left, if one did.
    static Optional<State> of(LakeTable trusted) {
        return trusted.history().reversed().stream()
                .filter(snapshot -> snapshot.summary().containsKey(CONTRACT))
                .map(State::of)
                .findFirst();
    }

    /// The entries for the snapshot summary.
    Map<String, String> summary(DatasetContract contract) {
        Map<String, String> entries = new HashMap<>();
        references.forEach((dataset, version) -> entries.put(REFERENCE + dataset, version));
        entries.put(RAW, text(rawSnapshot));
        entries.put(CONTRACT, fingerprint);
        entries.put(CONTRACT_VERSION, contract.version());
        entries.put(SOURCES, JSON.writeValueAsString(sources(contract)));
        entries.put(COUNTS, JSON.writeValueAsString(counts));
        return entries;
    }

    /// The raw column behind each column of a trusted table that is nothing but that raw column,
    /// converted.
    static Map<String, String> sources(LakeTable trusted) {
        Map<String, String> sources = new HashMap<>();
        trusted.state(SOURCES)
                .map(JSON::readTree)
                .ifPresent(
                        columns ->
                                columns.properties()
                                        .forEach(
                                                column ->
                                                        sources.put(
                                                                column.getKey(),
                                                                column.getValue().asString())));
        return sources;
    }

    private static Map<String, String> sources(DatasetContract contract) {
        return contract.columns().stream()
                .filter(column -> column.normalise().isEmpty() && column.expression() == null)
                .collect(Collectors.toMap(ContractColumn::name, ContractColumn::source));
    }

    /// The same with other counts.
    State with(Counts counts) {
        return new State(rawSnapshot, fingerprint, references, runId, counts);
    }

    /// What distinguishes the writes of one run for different inputs.
    String item() {
        return "check "
                + text(rawSnapshot)
                + " "
                + Integer.toHexString(fingerprint.hashCode())
                + " "
                + Integer.toHexString(references.toString().hashCode());
    }

    private static State of(LakeSnapshot snapshot) {
        Map<String, String> summary = snapshot.summary();
        SortedMap<DatasetName, String> references = new TreeMap<>();
        summary.forEach(
                (key, value) -> {
                    if (key.startsWith(REFERENCE)) {
                        references.put(DatasetName.parse(key.substring(REFERENCE.length())), value);
                    }
                });
        return new State(
                number(summary.getOrDefault(RAW, "")),
                summary.getOrDefault(CONTRACT, ""),
                references,
                snapshot.runId().orElse(""),
                JSON.readValue(summary.getOrDefault(COUNTS, "{}"), Counts.class));
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private static OptionalLong number(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}

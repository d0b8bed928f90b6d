package io.onefold.catalog.internal.apply;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Change;
import io.onefold.catalog.Change.Difference;
import io.onefold.catalog.Change.Outcome;
import io.onefold.catalog.Manifest;
import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.manifest.Kind;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Applies manifests in the caller's transaction: what they refer to first, one revision for each
/// that changed.
public final class Applier {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Connection connection;
    private final ApplyOptions options;
    private final Principal principal;
    private final Instant now;
    private final ManifestStore store;
    private final ControlRows rows;

    public Applier(Connection connection, ApplyOptions options, Principal principal, Instant now) {
        this.connection = connection;
        this.options = options;
        this.principal = principal;
        this.now = now;
        this.store = new ManifestStore(connection);
        this.rows = new ControlRows(connection);
    }

    /// Applies them; the changes are in the order of applying.
    ///
    /// @throws OnefoldException (CONFLICT) if a manifest that stays would lose what it refers to
    public List<Change> apply(List<Manifest> manifests) throws SQLException {
        List<Manifest> ordered =
                manifests.stream()
                        .sorted(Comparator.comparing(Manifest::type).thenComparing(Manifest::name))
                        .toList();
        List<String> before = Invariants.broken(connection);
        List<Change> changes = new ArrayList<>();
        for (Manifest manifest : ordered) {
            changes.add(apply(manifest));
        }
        List<String> broken = new ArrayList<>(Invariants.broken(connection));
        broken.removeAll(before);
        if (!broken.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT, String.join("\n", broken) + "\nnothing was applied");
        }
        return changes;
    }

    private Change apply(Manifest manifest) throws SQLException {
        Optional<StoredManifest> stored = store.find(manifest);
        String hash = hash(manifest);
        boolean fresh = stored.map(StoredManifest::deleted).orElse(true);
        boolean same = !fresh && stored.map(StoredManifest::hash).orElse("").equals(hash);
        int revision = stored.map(StoredManifest::revision).orElse(0) + (same ? 0 : 1);
        long id =
                same
                        ? stored.orElseThrow().id()
                        : store.save(
                                manifest,
                                revision,
                                fresh ? "created" : "configured",
                                hash,
                                principal.name(),
                                now);
        List<ControlRow> desired = Kind.of(manifest.type()).rows(manifest);
        keepTags(id, desired);
        boolean revived = fresh && stored.isPresent();
        RowMerge merge = new RowMerge(rows, store, manifest, id, options.takeManifest(), revived);
        try {
            merge.merge(desired);
        } catch (SQLException e) {
            if (FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                throw stillUsed(manifest, e);
            }
            throw e;
        }
        Outcome outcome =
                fresh
                        ? Outcome.CREATED
                        : same && !merge.changed() ? Outcome.UNCHANGED : Outcome.CONFIGURED;
        List<Difference> differences =
                fresh || same
                        ? List.of()
                        : Differences.between(stored.orElseThrow().document(), manifest.document());
        Change change =
                new Change(
                        manifest.type(),
                        manifest.name(),
                        manifest.workspace(),
                        outcome,
                        revision,
                        differences,
                        merge.held());
        if (outcome != Outcome.UNCHANGED) {
            audit(change, hash);
        }
        return change;
    }

    private void keepTags(long id, List<ControlRow> desired) throws SQLException {
        Set<DatasetName> givenUp = KeptTags.datasets(store.rows(id).values());
        givenUp.removeAll(KeptTags.datasets(desired));
        KeptTags keep = new KeptTags(connection, principal.name(), now);
        for (DatasetName dataset : givenUp) {
            keep.keep(dataset);
        }
    }

    private void audit(Change change, String hash) throws SQLException {
        AuditEvent event =
                new AuditEvent(
                        principal.name(),
                        "manifest.apply",
                        change.type().wireName() + " " + change.name(),
                        "done",
                        Map.of(
                                "outcome", change.outcome().wireName(),
                                "revision", Integer.toString(change.revision()),
                                "sha256", hash,
                                "changed",
                                        change.differences().stream()
                                                .map(Difference::path)
                                                .collect(Collectors.joining(", ")),
                                "handEditsOverwritten",
                                        options.takeManifest()
                                                ? Integer.toString(change.held().size())
                                                : "0"));
        AuditChain.append(connection, event, now);
    }

    private static OnefoldException stillUsed(Manifest manifest, SQLException cause) {
        return new OnefoldException(
                ErrorCode.CONFLICT,
                manifest.file()
                        + ":"
                        + manifest.line()
                        + ": "
                        + manifest.title()
                        + " gives up a control row that rows added by hand still use; remove those first (graph mappings of the"
                        + " same source are the usual ones)",
                cause);
    }

    private static String hash(Manifest manifest) {
        try {
            byte[] canonical = Json.canonical(manifest.document()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Makes applies and deletes wait for each other until the transaction ends.
    public static void lock(Connection connection) throws SQLException {
        Jdbc.lock(connection, "onefold.apply");
    }
}

package io.onefold.catalog;

import io.onefold.catalog.internal.apply.Applier;
import io.onefold.catalog.internal.apply.Entries;
import io.onefold.catalog.internal.apply.Invariants;
import io.onefold.catalog.internal.apply.ManifestStore;
import io.onefold.catalog.internal.apply.Remover;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.control.FraudHistories;
import io.onefold.catalog.internal.control.GraphSpecs;
import io.onefold.catalog.internal.control.SourceSpecs;
import io.onefold.catalog.internal.control.WorkflowSpecs;
import io.onefold.catalog.internal.manifest.Provided;
import io.onefold.catalog.internal.registry.Contracts;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.jdbc.Schemas;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.contract.DatasetContract;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What the system knows of itself, in the control database: manifests and the control tables they
/// fill, the register of lake tables, runs, users, audit. Safe for many threads and many processes.
///
/// Specs are made of the control tables, so a row that somebody edited by hand holds from the next
/// run.
public final class Catalog {

    private final Jdbc jdbc;
    private final Clock clock;
    private final RunLog runs;
    private final AuditTrail audit;
    private final Datasets datasets;
    private final Exclusions exclusions;
    private final Access access;
    private final GraphRuns graphRuns;
    private final Schedules schedules;

    private Catalog(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.runs = new RunLog(jdbc, clock);
        this.audit = new AuditTrail(jdbc, clock);
        this.datasets = new Datasets(jdbc, clock);
        this.exclusions = new Exclusions(jdbc, clock);
        this.access = new Access(jdbc);
        this.graphRuns = new GraphRuns(jdbc, clock);
        this.schedules = new Schedules(jdbc, clock);
    }

    /// Opens the catalog and brings its schemas `control` and `audit` up to date.
    ///
    /// @param control the control database; a running workflow keeps one of its connections
    /// @throws OnefoldException (UNAVAILABLE) if the database does not answer; (INVALID_SETUP) if
    ///   its schemas were made by a newer Onefold, or changed by hand
    public static Catalog open(DataSource control, Clock clock) {
        Objects.requireNonNull(clock);
        Schemas.migrate(control, Catalog.class, "control");
        Schemas.migrate(control, Catalog.class, "audit");
        return new Catalog(new Jdbc(control), clock);
    }

    /// Asks for what the manifests refer to and do not bring along.
    ///
    /// @return one finding for each reference that leads nowhere
    public List<Finding> check(ManifestSet set) {
        return jdbc.transaction(
                connection -> unresolved(set, Invariants.provided(new ControlRows(connection))));
    }

    /// Applies manifests, what they refer to first, all of them or none.
    ///
    /// @throws OnefoldException (INVALID_INPUT) with every finding, if one is an error; (FORBIDDEN)
    ///   without permission `data_operate`, for users and roles `admin`; (CONFLICT) if two
    ///   manifests describe the same thing, or one that stays would lose what it refers to
    public List<Change> apply(ManifestSet set, ApplyOptions options, Principal principal) {
        principal.require(Permission.DATA_OPERATE);
        boolean grants =
                set.manifests().stream()
                        .anyMatch(
                                manifest ->
                                        manifest.type() == ManifestType.ROLE
                                                || manifest.type() == ManifestType.USER);
        if (grants) {
            principal.require(Permission.ADMIN);
        }
        set.requireValid();
        return jdbc.transaction(
                !options.dryRun(),
                connection -> {
                    Applier.lock(connection);
                    Provided provided = Invariants.provided(new ControlRows(connection));
                    List<Finding> unresolved = unresolved(set, provided);
                    if (!unresolved.isEmpty()) {
                        throw ManifestSet.invalid(unresolved);
                    }
                    return new Applier(connection, options, principal, clock.instant())
                            .apply(set.manifests());
                });
    }

    /// Deletes a manifest and what it alone describes. Tables of the lake stay. Audited, refusals
    /// too.
    ///
    /// @param force whether it is deleted although others refer to it; what they still use stays,
    ///   inactive
    /// @throws OnefoldException (FORBIDDEN) without permission `data_operate`, for users and roles
    ///   `admin`; (NOT_FOUND) naming the nearest; (CONFLICT) naming who refers to it
    public void delete(ManifestType type, String name, boolean force, Principal principal) {
        principal.require(
                type == ManifestType.ROLE || type == ManifestType.USER
                        ? Permission.ADMIN
                        : Permission.DATA_OPERATE);
        try {
            jdbc.change(
                    connection -> {
                        Applier.lock(connection);
                        new Remover(connection, principal, clock.instant())
                                .delete(type, name, force);
                    });
        } catch (OnefoldException e) {
            if (e.code() == ErrorCode.CONFLICT) {
                audit.append(
                        new AuditEvent(
                                principal.name(),
                                "manifest.delete",
                                type.wireName() + " " + name,
                                "refused",
                                Map.of("reason", Objects.requireNonNullElse(e.getMessage(), ""))));
            }
            throw e;
        }
    }

    /// The applied manifests.
    ///
    /// @param type only of this type; null: of all
    /// @param name only of this name; null: of all
    public List<CatalogEntry> get(@Nullable ManifestType type, @Nullable String name) {
        return jdbc.with(connection -> Entries.read(connection, type, name));
    }

    /// The revisions of a manifest, oldest first; also of a deleted one.
    ///
    /// @throws OnefoldException (NOT_FOUND) if there never was one
    public List<Revision> revisions(ManifestType type, String name) {
        List<Revision> revisions =
                jdbc.with(connection -> Entries.revisions(connection, type, name));
        if (revisions.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.NOT_FOUND,
                    "there never was a " + type.wireName() + " '" + name + "' in the catalog");
        }
        return revisions;
    }

    /// Every source, also those that are switched off, by name.
    public List<SourceSpec> sources() {
        return jdbc.transaction(connection -> SourceSpecs.all(new ControlRows(connection)));
    }

    /// A source, by its manifest's name or its datasets' prefix.
    ///
    /// @throws OnefoldException (NOT_FOUND) naming the nearest
    public SourceSpec source(String name) {
        List<SourceSpec> sources = sources();
        return sources.stream()
                .filter(source -> source.manifest().equals(name) || source.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                notFound(
                                        "source",
                                        name,
                                        sources.stream().map(SourceSpec::manifest).toList()));
    }

    /// Notes that a source was read.
    public void touchSource(String name) {
        jdbc.with(
                connection ->
                        Jdbc.update(
                                connection,
                                "update control.source_database set last_accessed = ? where source_name = ?",
                                clock.instant(),
                                name));
    }

    /// The contract of a dataset, if it has one.
    public Optional<DatasetContract> contract(DatasetName dataset) {
        return jdbc.with(connection -> Contracts.find(new ControlRows(connection), dataset));
    }

    /// Every contract.
    public List<DatasetContract> contracts() {
        return jdbc.with(connection -> Contracts.all(new ControlRows(connection)));
    }

    /// @throws OnefoldException (NOT_FOUND) naming the nearest
    public WorkflowSpec workflow(String name) {
        return jdbc.with(connection -> WorkflowSpecs.find(new ControlRows(connection), name))
                .orElseThrow(
                        () ->
                                notFound(
                                        "workflow",
                                        name,
                                        workflows().stream().map(WorkflowSpec::name).toList()));
    }

    /// The active workflows, by name.
    public List<WorkflowSpec> workflows() {
        return jdbc.with(connection -> WorkflowSpecs.all(new ControlRows(connection)));
    }

    /// @throws OnefoldException (NOT_FOUND) naming the nearest
    public GraphSpec graph(String name) {
        return jdbc.transaction(connection -> GraphSpecs.find(new ControlRows(connection), name))
                .orElseThrow(() -> notFound("graph", name, graphs()));
    }

    /// A history of payments.
    ///
    /// @throws OnefoldException (NOT_FOUND) naming the nearest
    public FraudHistorySpec fraudHistory(String name) {
        List<FraudHistorySpec> histories = fraudHistories();
        return histories.stream()
                .filter(history -> history.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                notFound(
                                        "fraud-history",
                                        name,
                                        histories.stream().map(FraudHistorySpec::name).toList()));
    }

    /// All histories of payments.
    public List<FraudHistorySpec> fraudHistories() {
        return jdbc.with(connection -> new ManifestStore(connection).live()).stream()
                .filter(manifest -> manifest.type() == ManifestType.FRAUD_HISTORY)
                .map(
                        manifest ->
                                FraudHistories.spec(
                                        manifest.name(),
                                        manifest.document().path(manifest.type().bodyKey())))
                .toList();
    }

    /// The names of the graphs.
    public List<String> graphs() {
        return jdbc.with(connection -> GraphSpecs.names(new ControlRows(connection)));
    }

    /// What the columns of a lake table hold; see [Datasets#columnTags(TableName)].
    public Map<String, Set<String>> columnTags(TableName table) {
        return datasets.columnTags(table);
    }

    public RunLog runs() {
        return runs;
    }

    public GraphRuns graphRuns() {
        return graphRuns;
    }

    public Schedules schedules() {
        return schedules;
    }

    public AuditTrail audit() {
        return audit;
    }

    public Datasets datasets() {
        return datasets;
    }

    public Exclusions exclusions() {
        return exclusions;
    }

    public Access access() {
        return access;
    }

    private static List<Finding> unresolved(ManifestSet set, Provided provided) {
        List<Finding> findings = new ArrayList<>();
        for (ManifestSet.OpenReference open : set.openReferences()) {
            if (!provided.holds(open.kind(), open.name())) {
                findings.add(
                        new Finding(
                                open.from().file(),
                                open.line(),
                                open.column(),
                                open.path(),
                                provided.unresolved(open.kind(), open.name()),
                                "unresolved",
                                Finding.Severity.ERROR));
            }
        }
        return findings;
    }

    private static OnefoldException notFound(String what, String name, List<String> known) {
        return new OnefoldException(
                ErrorCode.NOT_FOUND,
                "there is no "
                        + what
                        + " '"
                        + name
                        + "'"
                        + Spelling.didYouMean(name, known)
                        + (known.isEmpty()
                                ? "; apply its manifest first"
                                : " (there are: " + String.join(", ", known) + ")"));
    }
}

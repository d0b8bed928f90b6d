package io.onefold.server;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.onefold.catalog.AuditKey;
import io.onefold.catalog.Settings;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.jdbc.Schemas;
import io.onefold.fraud.port.AccountEvents;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.Cases;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.fraud.port.FeaturePlans;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.port.Labels;
import io.onefold.fraud.port.ListEntries;
import io.onefold.fraud.port.Outcomes;
import io.onefold.fraud.port.StateStore;
import io.onefold.fraud.port.Suppressions;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.DataPath;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.server.internal.decisions.OwnKeks;
import io.onefold.server.internal.decisions.Upkeep;
import io.onefold.server.internal.decisions.book.PostgresBook;
import io.onefold.server.internal.decisions.book.PostgresModels;
import io.onefold.server.internal.decisions.book.PostgresPlans;
import io.onefold.server.internal.decisions.commit.CommitSettings;
import io.onefold.server.internal.decisions.commit.GroupCommit;
import io.onefold.server.internal.decisions.commit.PlanNumbers;
import io.onefold.server.internal.decisions.journal.Journal;
import io.onefold.server.internal.decisions.outcome.PostgresOutcomes;
import io.onefold.server.internal.decisions.pack.Packing;
import io.onefold.server.internal.decisions.read.AuditedRows;
import io.onefold.server.internal.decisions.read.PostgresDecisions;
import io.onefold.server.internal.decisions.review.PostgresAlerts;
import io.onefold.server.internal.decisions.review.PostgresCases;
import io.onefold.server.internal.decisions.review.PostgresEvents;
import io.onefold.server.internal.decisions.review.PostgresLabels;
import io.onefold.server.internal.decisions.review.PostgresLists;
import io.onefold.server.internal.decisions.review.PostgresSuppressions;
import io.onefold.server.internal.decisions.seal.DataKey;
import io.onefold.server.internal.decisions.seal.DataKeys;
import io.onefold.server.internal.decisions.seal.KeyCare;
import io.onefold.server.internal.decisions.seal.LinkKey;
import io.onefold.server.internal.decisions.state.PostgresState;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything that decisions keep in the control database: the adapters of the ports of
/// [io.onefold.fraud.port] and of the model registry. The server and the command line open the same
/// room; only one of all processes commits decisions at a time. Safe for many threads.
public final class Decisions implements AutoCloseable {

    private static final String LINK_KEY = "entity-link";
    private static final String AUDIT_KEY = "audit-signing";
    private static final Duration DETAILS_KEPT = Duration.ofDays(400);
    private static final Duration TRANSACTIONS_KEPT = Duration.ofDays(7 * 365);

    private final DataPath path;
    private final Jdbc jdbc;
    private final Journal journal;
    private final Packing packing = new Packing();
    private final DataKeys dataKeys;
    private final PlanNumbers plans;
    private final PostgresDecisions store;
    private final PostgresBook rules;
    private final PostgresBook policies;
    private final PostgresModels models;
    private volatile @Nullable GroupCommit commit;
    private @Nullable Upkeep upkeep;

    private Decisions(DataPath path) {
        this.path = path;
        this.jdbc = new Jdbc(path.control());
        this.journal = new Journal(jdbc, path.clock());
        this.dataKeys = new DataKeys(jdbc, new OwnKeks(path), new SecureRandom());
        this.plans = new PlanNumbers(jdbc);
        this.store = new PostgresDecisions(jdbc, dataKeys, packing, plans, this::append);
        this.rules = PostgresBook.ofRules(jdbc, journal);
        this.policies = PostgresBook.ofPolicies(jdbc, journal);
        this.models = new PostgresModels(jdbc, journal);
    }

    /// Opens the room and brings schema `decisions` up to date.
    ///
    /// @throws io.onefold.model.OnefoldException (UNAVAILABLE) if the control database does not
    ///   answer; (INVALID_SETUP) if its schema was made by a newer Onefold, or the key-encryption
    ///   key is missing or another one
    public static Decisions open(DataPath path) {
        path.catalog(); // audit stands before decisions
        Schemas.migrate(path.control(), Decisions.class, "decisions");
        new Jdbc(path.control())
                .change(
                        connection ->
                                Jdbc.query(
                                        connection,
                                        "select decisions.make_partitions(2)",
                                        row -> true));
        return new Decisions(path);
    }

    /// Takes the lanes on which decisions are committed, and begins the upkeep. Without this the
    /// first append does.
    ///
    /// @throws io.onefold.model.OnefoldException (CONFLICT) if another process decides
    public synchronized void decide() {
        if (commit == null) {
            commit =
                    GroupCommit.open(
                            CommitSettings.of(path.settings()),
                            new GroupCommit.Parts(
                                    path.connections().control(),
                                    dataKeys,
                                    packing,
                                    plans,
                                    path.clock()));
            upkeep = upkeep().started();
        }
    }

    private Upkeep upkeep() {
        return new Upkeep(jdbc, journal, dataKeys, path.catalog().audit(), auditKey(), retention());
    }

    private Upkeep.Retention retention() {
        Settings settings = path.settings();
        return new Upkeep.Retention(
                settings.duration("onefold.decisions.retention.details").orElse(DETAILS_KEPT),
                settings.duration("onefold.decisions.retention.transactions")
                        .orElse(TRANSACTIONS_KEPT));
    }

    /// Compares what is kept of decisions with what the audit log says of them, as long as their
    /// retention lasts.
    public AuditedDecisions compareWithAudit() {
        Instant now = path.clock().instant();
        Upkeep.Retention kept = retention();
        return new AuditedRows(packing, now.minus(kept.details()), now.minus(kept.transactions()))
                .compare(jdbc);
    }

    private CompletionStage<Kept> append(DecisionRecord decision) {
        return committing().append(decision);
    }

    private GroupCommit committing() {
        GroupCommit open = commit;
        if (open == null) {
            decide();
            open = Objects.requireNonNull(commit);
        }
        return open;
    }

    /// Adds somebody who is told of decisions that were kept although their append failed, because
    /// the commit's answer was lost: the feature state takes them in then.
    public void onKeptLate(Consumer<KeptDecision> listener) {
        committing().onKeptLate(listener);
    }

    /// How many decisions wait for a commit.
    public int depth() {
        GroupCommit open = commit;
        return open == null ? 0 : open.depth();
    }

    /// Whether decisions can be committed.
    public boolean isUp() {
        GroupCommit open = commit;
        return open != null && open.isUp();
    }

    /// What was committed since the start.
    public Totals totals() {
        GroupCommit open = commit;
        if (open == null) {
            return new Totals(0, 0, 0);
        }
        GroupCommit.Totals totals = open.totals();
        return new Totals(totals.commits(), totals.decisions(), totals.nanos());
    }

    /// Sums of commits.
    ///
    /// @param commits how many transactions
    /// @param decisions how many decisions in them
    /// @param nanos how long they took, added up
    public record Totals(long commits, long decisions, long nanos) {}

    /// Where decisions are kept.
    public DecisionStore store() {
        return store;
    }

    public Alerts alerts() {
        return new PostgresAlerts(jdbc, journal);
    }

    public Cases cases() {
        return new PostgresCases(
                jdbc,
                journal,
                new PostgresLabels(jdbc, journal),
                new PostgresSuppressions(jdbc, journal));
    }

    public Labels labels() {
        return new PostgresLabels(jdbc, journal);
    }

    public AccountEvents events() {
        return new PostgresEvents(jdbc);
    }

    public ListEntries lists() {
        return new PostgresLists(jdbc, journal);
    }

    public Suppressions suppressions() {
        return new PostgresSuppressions(jdbc, journal);
    }

    public Book rules() {
        return rules;
    }

    public Book policies() {
        return policies;
    }

    public FeaturePlans plans() {
        return new PostgresPlans(jdbc);
    }

    /// What became of decisions.
    public Outcomes outcomes() {
        return new PostgresOutcomes(jdbc, packing, plans);
    }

    /// What is counted of commits, to be shown wherever metrics are.
    public MeterBinder metrics() {
        return registry -> {
            Gauge.builder("decision_queue_depth", this, Decisions::depth)
                    .description("Decisions that wait for a commit")
                    .strongReference(true)
                    .register(registry);
            FunctionTimer.builder(
                            "decision_commit",
                            this,
                            room -> room.totals().commits(),
                            room -> room.totals().nanos(),
                            TimeUnit.NANOSECONDS)
                    .description("Commits of decisions, many in one")
                    .register(registry);
        };
    }

    /// What the feature state is rebuilt from.
    public StateStore state() {
        return new PostgresState(jdbc, packing, path.var(), () -> isUp() && path.controlAnswers());
    }

    public ModelRegistry models() {
        return models;
    }

    /// A number that changes whenever a model was registered or moved.
    public long modelsEdition() {
        return models.edition();
    }

    /// Keyed hashes under `onefold.secrets.entity-link`, else under a key of this installation's.
    public Keys keys() {
        return new LinkKey(path.secrets().secret(LINK_KEY));
    }

    /// The key that signs heads of the audit log, by `onefold.secrets.audit-signing`, else one of
    /// this installation's.
    public AuditKey auditKey() {
        return auditKey(path);
    }

    static AuditKey auditKey(DataPath path) {
        return AuditKey.of(path.secrets().secret(AUDIT_KEY));
    }

    /// Puts another key-encryption key in force and wraps every data key anew; servers go on
    /// meanwhile.
    ///
    /// @param to the reference of the new secret; empty: Onefold makes one
    public KeyRotation rotateKeys(Optional<String> to, Principal by) {
        KeyCare.Rotation done = new KeyCare(jdbc, journal, dataKeys).rotate(to, by);
        return new KeyRotation(done.kek(), done.reference(), done.rewrapped());
    }

    /// Wraps the data keys that a server wrapped by the old key while it had not seen the new one.
    ///
    /// @return how many there were
    public long rewrapKeys() {
        return new KeyCare(jdbc, journal, dataKeys).rewrap();
    }

    /// What a rotation did.
    ///
    /// @param kek the id of the key in force
    /// @param reference where its secret lies
    /// @param rewrapped how many data keys were wrapped anew
    public record KeyRotation(String kek, String reference, long rewrapped) {}

    /// Destroys a user's data key: the requests that it sealed can never be read again, the audit
    /// log stays valid.
    ///
    /// @throws io.onefold.model.OnefoldException (NOT_FOUND) if nothing of the user was sealed
    public void eraseUser(String tenant, String userId, Principal by) {
        new KeyCare(jdbc, journal, dataKeys).erase(new DataKey.Owner(tenant, userId), by);
    }

    /// Writes what waits, and gives the lanes back.
    @Override
    public synchronized void close() {
        GroupCommit open = commit;
        commit = null;
        if (open != null) {
            open.close();
        }
        Upkeep kept = upkeep;
        upkeep = null;
        if (kept != null) {
            kept.close();
        }
    }
}

package io.onefold.server;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.jdbc.Schemas;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.pipeline.DataPath;
import io.onefold.server.internal.decisions.OwnKeks;
import io.onefold.server.internal.decisions.commit.CommitSettings;
import io.onefold.server.internal.decisions.commit.FeaturePlans;
import io.onefold.server.internal.decisions.commit.GroupCommit;
import io.onefold.server.internal.decisions.pack.Packing;
import io.onefold.server.internal.decisions.read.PostgresDecisions;
import io.onefold.server.internal.decisions.seal.DataKeys;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything that decisions keep in the control database: the adapters of the ports of
/// [io.onefold.fraud.port]. The server and the command line open the same room; only one of all
/// processes commits decisions at a time. Safe for many threads.
public final class Decisions implements AutoCloseable {

    private final DataPath path;
    private final Packing packing = new Packing();
    private final DataKeys keys;
    private final FeaturePlans plans;
    private final PostgresDecisions store;
    private @Nullable GroupCommit commit;

    private Decisions(DataPath path) {
        this.path = path;
        Jdbc jdbc = new Jdbc(path.control());
        this.keys = new DataKeys(jdbc, new OwnKeks(path), new SecureRandom());
        this.plans = new FeaturePlans(jdbc);
        this.store = new PostgresDecisions(jdbc, keys, packing, plans, this::append);
    }

    /// Opens the room and brings schema `decisions` up to date.
    ///
    /// @throws io.onefold.model.OnefoldException (UNAVAILABLE) if the control database does not
    ///   answer; (INVALID_SETUP) if its schema was made by a newer Onefold, or the key-encryption
    ///   key is missing or another one
    public static Decisions open(DataPath path) {
        path.catalog(); // audit stands before decisions
        Schemas.migrate(path.control(), Decisions.class, "decisions");
        Jdbc jdbc = new Jdbc(path.control());
        jdbc.change(
                connection ->
                        Jdbc.query(connection, "select decisions.make_partitions(2)", row -> true));
        return new Decisions(path);
    }

    /// Takes the lanes on which decisions are committed. Without this the first append does.
    ///
    /// @throws io.onefold.model.OnefoldException (CONFLICT) if another process decides
    public synchronized void decide() {
        if (commit == null) {
            commit =
                    GroupCommit.open(
                            CommitSettings.of(path.settings()),
                            new GroupCommit.Parts(
                                    path.connections().control(),
                                    keys,
                                    packing,
                                    plans,
                                    path.clock()));
        }
    }

    private CompletionStage<Kept> append(DecisionRecord decision) {
        return committing().append(decision);
    }

    private synchronized GroupCommit committing() {
        decide();
        return Objects.requireNonNull(commit);
    }

    /// Adds somebody who is told of decisions that were kept although their append failed, because
    /// the commit's answer was lost: the feature state takes them in then.
    public void onKeptLate(Consumer<KeptDecision> listener) {
        committing().onKeptLate(listener);
    }

    /// How many decisions wait for a commit.
    public synchronized int depth() {
        return commit == null ? 0 : commit.depth();
    }

    /// Whether decisions can be committed.
    public synchronized boolean isUp() {
        return commit != null && commit.isUp();
    }

    /// What was committed since the start.
    public Totals totals() {
        GroupCommit.Totals totals = committing().totals();
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

    /// Writes what waits, and gives the lanes back.
    @Override
    public synchronized void close() {
        GroupCommit open = commit;
        commit = null;
        if (open != null) {
            open.close();
        }
    }
}

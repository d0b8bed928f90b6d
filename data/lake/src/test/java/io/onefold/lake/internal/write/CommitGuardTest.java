package io.onefold.lake.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.lake.LakeSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SnapshotUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitGuardTest {

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private Table table;
    private long basis;

    @BeforeEach
    void create() {
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("n"));
        table =
                catalog.createTable(
                        TableIdentifier.of("n", "t"),
                        new Schema(
                                Types.NestedField.optional(1, "id", Types.LongType.get()),
                                Types.NestedField.optional(2, "secret", Types.StringType.get())));
        basis = commit("run-0");
    }

    @AfterEach
    void close() throws java.io.IOException {
        catalog.close();
    }

    private long commit(String run) {
        table.newAppend().set(LakeSnapshot.RUN_ID, run).set(LakeSnapshot.ITEM, "").commit();
        return table.currentSnapshot().snapshotId();
    }

    private List<Snapshot> ancestors() {
        List<Snapshot> newestFirst = new ArrayList<>();
        SnapshotUtil.currentAncestors(table).forEach(newestFirst::add);
        return newestFirst;
    }

    private CommitGuard guard(boolean pinned) {
        return new CommitGuard(
                "run-9",
                "",
                OptionalLong.of(basis),
                pinned,
                table.schemas().keySet().iterator().next());
    }

    @Test
    void nothingNewLetsBothPass() {
        assertThat(guard(true).validate(ancestors())).isTrue();
        assertThat(guard(false).validate(ancestors())).isTrue();
    }

    @Test
    void anotherCommitStopsAPinnedWriteOnly() {
        commit("run-1");

        assertThat(guard(true).validate(ancestors())).isFalse();
        assertThat(guard(false).validate(ancestors())).isTrue();
    }

    @Test
    void aCommitUnderOtherColumnsStopsAnAppend() {
        table.updateSchema().deleteColumn("secret").commit();
        commit("run-1");

        assertThat(
                        new CommitGuard("run-9", "", OptionalLong.of(basis), false, 0)
                                .validate(ancestors()))
                .isFalse();
    }

    @Test
    void theSameWriteIsNotCommittedTwice() {
        commit("run-9");

        assertThat(guard(false).validate(ancestors())).isFalse();
    }

    @Test
    void aHistoryWithoutTheBasisStopsBoth() {
        OptionalLong gone = OptionalLong.of(basis + 1);

        assertThat(new CommitGuard("run-9", "", gone, true, 0).validate(ancestors())).isFalse();
        assertThat(new CommitGuard("run-9", "", gone, false, 0).validate(ancestors())).isFalse();
    }
}

package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakeUpkeepTest {

    private static final TableName USERS = TableName.of("raw", "shop", "users");

    private LakeFixture fixture;
    private LakeSession session;

    @BeforeEach
    void open() {
        fixture = new LakeFixture();
        session = fixture.session();
        fixture.lake.create(
                USERS,
                List.of(
                        Column.optional("id", DataType.Simple.LONG),
                        Column.optional("password", DataType.Simple.STRING),
                        Column.optional("country", DataType.Simple.STRING)),
                List.of(PartitionField.identity("country")));
    }

    @AfterEach
    void close() {
        session.close();
        fixture.close();
    }

    private Commit append(int run) {
        return session.publish(
                new Write(
                        USERS,
                        "SELECT "
                                + run
                                + "::BIGINT AS id, 'hunter2-' || "
                                + run
                                + " AS password, 'IN' AS country",
                        new WriteMode.Append(),
                        "run-" + run));
    }

    private List<Path> files() {
        try (var all = Files.walk(fixture.folder.resolve("lake"))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean anyFileHolds(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        return files().stream()
                .anyMatch(
                        f -> {
                            try {
                                return new String(
                                                Files.readAllBytes(f), StandardCharsets.ISO_8859_1)
                                        .contains(new String(wanted, StandardCharsets.ISO_8859_1));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }

    @Test
    void expiredSnapshotsAndTheFilesThatOnlyTheyHoldAreGone() {
        long first = append(1).snapshotId().orElseThrow();
        session.publish(
                new Write(
                        USERS,
                        "SELECT 9::BIGINT AS id, 'x' AS password, 'DE' AS country",
                        new WriteMode.Overwrite(),
                        "run-2"));

        LakeUpkeep.Report report =
                fixture.lake.upkeep().expire(USERS, Instant.now().plusSeconds(60), 1);

        assertThat(report.snapshots()).isEqualTo(1);
        assertThat(files().stream().filter(f -> f.toString().endsWith(".parquet"))).hasSize(1);
        assertThatThrownBy(() -> session.attach(USERS, new AsOf.Snapshot(first)))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("expired");
        session.attach(USERS);
        assertThat(LakeFixture.rows(session, "SELECT id FROM raw.shop.users")).containsExactly("9");
    }

    @Test
    void expiryKeepsTheSnapshotThatAStagesStateIsFoundIn() {
        session.publish(
                new Write(
                        USERS,
                        "SELECT 1::BIGINT AS id, 'x' AS password, 'DE' AS country",
                        new WriteMode.Append(),
                        "run-1",
                        Map.of("watermark", "17")));
        append(2);
        append(3);

        fixture.lake.upkeep().expire(USERS, Instant.now().plusSeconds(60), 1);

        assertThat(fixture.lake.require(USERS).state("watermark")).contains("17");
    }

    @Test
    void aDroppedColumnLeavesNoValueAndNoBoundOnDisk() {
        append(1);
        append(2);
        session.publish(
                new Write(
                        USERS,
                        "SELECT 3::BIGINT AS id, 'hunter2-3' AS password, 'DE' AS country",
                        new WriteMode.Append(),
                        "run-3",
                        Map.of("watermark", "17")));
        append(4);
        assertThat(anyFileHolds("hunter2")).isTrue();

        fixture.lake.upkeep().dropColumn(USERS, "Password", Instant.now().plusSeconds(60));

        session.attach(USERS);
        assertThat(anyFileHolds("hunter2")).isFalse();
        assertThat(fixture.lake.require(USERS).columns())
                .extracting(Column::name)
                .containsExactly("id", "country");
        assertThat(LakeFixture.rows(session, "SELECT * FROM raw.shop.users ORDER BY id"))
                .containsExactly("1|IN", "2|IN", "3|DE", "4|IN");
        assertThat(fixture.lake.require(USERS).state("watermark")).contains("17");
        assertThat(fixture.lake.require(USERS).history()).hasSize(1);
    }

    @Test
    void aDropThatWasKilledHalfWayIsEndedByTheNextOne() {
        append(1);
        append(2);
        fixture.lake.evolve(USERS, List.of(new SchemaChange.Drop("password")));
        assertThat(anyFileHolds("hunter2")).as("what a kill may leave").isTrue();

        fixture.lake.upkeep().dropColumn(USERS, "password", Instant.now().plusSeconds(60));
        fixture.lake.upkeep().dropColumn(USERS, "never_there", Instant.now().plusSeconds(60));

        session.attach(USERS);
        assertThat(anyFileHolds("hunter2")).isFalse();
        assertThat(LakeFixture.rows(session, "SELECT * FROM raw.shop.users ORDER BY id"))
                .containsExactly("1|IN", "2|IN");
    }

    @Test
    void aPartitionColumnCannotBeDropped() {
        assertThatThrownBy(() -> fixture.lake.upkeep().dropColumn(USERS, "country", Instant.now()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("partitioned by it");
    }

    @Test
    void filesThatNoCommitNamesAreRemovedWhenOldEnough() throws IOException {
        append(1);
        Path data = fixture.folder.resolve("lake/raw/shop/users/data/crashed-write");
        Files.createDirectories(data);
        Files.writeString(data.resolve("data_0.parquet"), "half a file");
        int before = files().size();

        LakeUpkeep.Report tooYoung =
                fixture.lake.upkeep().removeOrphans(USERS, Instant.now().minusSeconds(3600));
        LakeUpkeep.Report removed =
                fixture.lake.upkeep().removeOrphans(USERS, Instant.now().plusSeconds(60));

        assertThat(tooYoung.filesRemoved()).isZero();
        assertThat(removed.filesRemoved()).isEqualTo(1);
        assertThat(files()).hasSize(before - 1);
        assertThat(data).doesNotExist();
        session.attach(USERS);
        assertThat(LakeFixture.rows(session, "SELECT id FROM raw.shop.users")).containsExactly("1");
    }

    @Test
    void manySmallFilesBecomeOneAndAppendedRowsStayReadable() {
        long first = append(1).snapshotId().orElseThrow();
        for (int run = 2; run <= 10; run++) {
            append(run);
        }

        LakeUpkeep.Report report = fixture.lake.upkeep().mergeSmallFiles(USERS);

        LakeTable table = fixture.lake.require(USERS);
        assertThat(report.filesRewritten()).isEqualTo(10);
        assertThat(table.files()).isEqualTo(1);
        assertThat(table.rows()).isEqualTo(10);
        assertThat(table.appendsOnlySince(first)).isTrue();
        session.attachAppended(USERS, first, "fresh");
        assertThat(LakeFixture.rows(session, "SELECT count(*) FROM fresh")).containsExactly("9");
    }
}

package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakeEvolutionTest {

    private static final TableName T = TableName.of("raw", "shop", "items");

    private LakeFixture fixture;
    private LakeSession session;

    @BeforeEach
    void open() {
        fixture = new LakeFixture();
        session = fixture.session();
        fixture.lake.create(
                T,
                List.of(
                        Column.optional("id", Simple.INT),
                        Column.optional("ratio", Simple.FLOAT),
                        Column.optional("price", new DataType.Decimal(9, 2)),
                        Column.optional("note", Simple.STRING)),
                List.of());
        publish(
                "SELECT 1::INT AS id, 0.5::FLOAT AS ratio, 1.25::DECIMAL(9,2) AS price, 'old' AS note",
                "run-1");
    }

    @AfterEach
    void close() {
        session.close();
        fixture.close();
    }

    private Commit publish(String select, String run) {
        return session.publish(new Write(T, select, new WriteMode.Append(), run));
    }

    private List<String> rows(String select) {
        session.attach(T);
        return LakeFixture.rows(session, select + " FROM raw.shop.items ORDER BY id");
    }

    @Test
    void anAddedColumnIsNullInOldRows() {
        fixture.lake.evolve(
                T, List.of(new SchemaChange.Add(Column.optional("colour", Simple.STRING))));
        publish(
                "SELECT 2 AS id, NULL AS ratio, NULL AS price, 'n' AS note, 'red' AS colour",
                "run-2");

        assertThat(rows("SELECT id, colour")).containsExactly("1|null", "2|red");
    }

    @Test
    void aRenamedColumnKeepsItsValues() {
        fixture.lake.evolve(T, List.of(new SchemaChange.Rename("note", "comment")));

        assertThat(rows("SELECT id, comment")).containsExactly("1|old");
    }

    @Test
    void namesSwappedInTwoStepsDoNotMixTheirValues() {
        fixture.lake.evolve(
                T, List.of(new SchemaChange.Add(Column.optional("other", Simple.STRING))));
        publish("SELECT 2 AS id, NULL AS ratio, NULL AS price, 'a' AS note, 'b' AS other", "run-2");
        fixture.lake.evolve(T, List.of(new SchemaChange.Rename("note", "tmp")));
        fixture.lake.evolve(T, List.of(new SchemaChange.Rename("other", "note")));
        fixture.lake.evolve(T, List.of(new SchemaChange.Rename("tmp", "other")));

        assertThat(rows("SELECT id, note, other")).containsExactly("1|null|old", "2|b|a");
    }

    @Test
    void widenedColumnsReadOldAndNewValues() {
        fixture.lake.evolve(
                T,
                List.of(
                        new SchemaChange.Widen("id", Simple.LONG),
                        new SchemaChange.Widen("ratio", Simple.DOUBLE),
                        new SchemaChange.Widen("price", new DataType.Decimal(38, 2))));
        publish(
                "SELECT 3000000000 AS id, 0.1::DOUBLE AS ratio, 123456789012345678901234.25::DECIMAL(38,2) AS price, 'n' AS note",
                "run-2");

        assertThat(rows("SELECT id, ratio, price, typeof(id), typeof(ratio), typeof(price)"))
                .containsExactly(
                        "1|0.5|1.25|BIGINT|DOUBLE|DECIMAL(38,2)",
                        "3000000000|0.1|123456789012345678901234.25|BIGINT|DOUBLE|DECIMAL(38,2)");
    }

    @Test
    void aColumnDroppedAndAddedAgainDoesNotBringItsValuesBack() {
        fixture.lake.evolve(T, List.of(new SchemaChange.Drop("note")));
        fixture.lake.evolve(
                T, List.of(new SchemaChange.Add(Column.optional("note", Simple.STRING))));

        assertThat(rows("SELECT id, note")).containsExactly("1|null");
    }

    @Test
    void anOldSnapshotIsReadWithTheColumnsOfItsTime() {
        long before = fixture.lake.require(T).snapshotId().orElseThrow();
        fixture.lake.evolve(
                T,
                List.of(
                        new SchemaChange.Rename("note", "comment"),
                        new SchemaChange.Drop("ratio")));
        publish("SELECT 2 AS id, NULL AS price, 'new' AS comment", "run-2");

        session.attach(T, new AsOf.Snapshot(before));
        assertThat(LakeFixture.rows(session, "SELECT * FROM raw.shop.items"))
                .containsExactly("1|0.5|1.25|old");
    }

    @Test
    void aTableIsReadAsItWasAtAnInstant() throws InterruptedException {
        java.time.Instant first = fixture.lake.require(T).current().orElseThrow().committedAt();
        while (!java.time.Instant.now().isAfter(first.plusMillis(5))) {
            Thread.onSpinWait();
        }
        publish("SELECT 2 AS id, NULL AS ratio, NULL AS price, 'n' AS note", "run-2");

        session.attach(T, new AsOf.At(first));
        assertThat(LakeFixture.rows(session, "SELECT id FROM raw.shop.items")).containsExactly("1");
        assertThatThrownBy(() -> session.attach(T, new AsOf.At(first.minusSeconds(60))))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("the oldest is of");
    }

    @Test
    void changesThatWouldLoseSomethingAreRefusedAndLeaveTheTableAsItWas() {
        List<Column> before = fixture.lake.require(T).columns();

        assertThatThrownBy(
                        () ->
                                fixture.lake.evolve(
                                        T, List.of(new SchemaChange.Widen("id", Simple.STRING))))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("Widen");
        assertThatThrownBy(
                        () ->
                                fixture.lake.evolve(
                                        T,
                                        List.of(
                                                new SchemaChange.Widen(
                                                        "price", new DataType.Decimal(12, 4)))))
                .isInstanceOf(OnefoldException.class);
        assertThatThrownBy(
                        () ->
                                fixture.lake.evolve(
                                        T,
                                        List.of(
                                                new SchemaChange.Add(
                                                        Column.required("must", Simple.LONG)))))
                .hasMessageContaining("cannot be required");
        assertThatThrownBy(
                        () -> fixture.lake.evolve(T, List.of(new SchemaChange.Rename("nope", "x"))))
                .hasMessageContaining("expected one of [id, ratio, price, note]");
        assertThatThrownBy(
                        () ->
                                fixture.lake.evolve(
                                        T, List.of(new SchemaChange.Rename("note", "ID"))))
                .hasMessageContaining("of that name");
        assertThat(fixture.lake.require(T).columns()).isEqualTo(before);
    }
}

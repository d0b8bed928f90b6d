package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Decimal;
import io.onefold.model.DataType.ListOf;
import io.onefold.model.DataType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random small silos: after any changes, an incremental load leaves what a fresh load makes.
final class GraphPropertyTest {

    private static final List<DataType> TYPES =
            List.of(
                    Simple.BOOLEAN,
                    Simple.INT,
                    Simple.LONG,
                    Simple.DOUBLE,
                    Simple.STRING,
                    Simple.DATE,
                    Simple.TIMESTAMP,
                    Simple.TIMESTAMPTZ,
                    new Decimal(12, 2),
                    new Decimal(9, 5),
                    new ListOf(Simple.STRING),
                    Simple.BINARY);

    private record Table(String name, List<Column> columns) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anIncrementalLoadAfterRandomChangesEqualsAFreshOne(long seed) {
        Random random = new Random(seed);
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tables.add(table(random, "t" + i));
        }
        try (GraphFixture fixture = new GraphFixture()) {
            fixture.apply(manifests(random));
            for (int round = 0; round < 4; round++) {
                for (Table table : tables) {
                    if (round == 0 || random.nextBoolean()) {
                        fixture.trusted("s." + table.name(), table.columns(), rows(random, table));
                    }
                }
                fixture.loadDeep();
            }
            List<String> reached = fixture.everything();
            assertThat(fixture.loadDeep().changes()).as("seed %d", seed).isZero();
            fixture.wipe();
            assertThat(reached).as("seed %d", seed).isEqualTo(fixture.freshlyLoaded());
        }
    }

    private static Table table(Random random, String name) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.required("id", Simple.INT));
        columns.add(Column.optional("ref", Simple.INT));
        columns.add(Column.optional("code", Simple.STRING));
        int more = random.nextInt(5);
        for (int i = 0; i < more; i++) {
            columns.add(Column.optional("c " + i, TYPES.get(random.nextInt(TYPES.size()))));
        }
        return new Table(name, columns);
    }

    private static String manifests(Random random) {
        return """
        name: s
        version: v1
        type: source
        source:
          name: s
          kind: postgres
          connection: {part: postgres, database: s, prefix: S_}
          zone: America/New_York
          tables:
            - {name: t0, key: [id]}
            - {name: t1, key: [id]}
            - {name: t2, key: [id]}
        ---
        name: g
        version: v1
        type: graph
        graph:
          nodes:
            - {dataset: s.t0, label: A, key: [id]}
            - {dataset: s.t1, label: B, key: [%s]}
            - {dataset: s.t1, label: Code, key: [code]}
          relationships:
            - {type: SELF, from: A(ref), to: A(id)}
            - {type: BY_CODE, from: A(code), to: B(code), normaliser: lower_trim}
            - {type: VIA, from: A(id), to: B(ref), via: "s.t2(id, ref)", properties: [code]}
            - {type: HAS, from: B(code), to: Code(code)}
        """
                .formatted(random.nextBoolean() ? "id" : "id, code");
    }

    private static String rows(Random random, Table table) {
        int count = random.nextInt(60);
        if (count == 0) {
            return select(table, "from (select 1) limit 0", random);
        }
        List<String> rows = new ArrayList<>();
        for (int id = 0; id < 60; id++) {
            if (random.nextInt(60) < count) {
                rows.add(select(table, "", random).replace("$id", Integer.toString(id)));
            }
        }
        return rows.isEmpty()
                ? select(table, "from (select 1) limit 0", random)
                : String.join("\nunion all ", rows);
    }

    private static String select(Table table, String from, Random random) {
        return table.columns().stream()
                .map(
                        c ->
                                "cast(%s as %s) as %s"
                                        .formatted(
                                                c.name().equals("id")
                                                        ? "$id"
                                                                .replace(
                                                                        "$id",
                                                                        from.isEmpty()
                                                                                ? "$id"
                                                                                : "0")
                                                        : value(random, c.type()),
                                                DuckSql.type(c.type()),
                                                DuckSql.name(c.name())))
                .collect(Collectors.joining(", ", "select ", " " + from));
    }

    private static String value(Random random, DataType type) {
        if (random.nextInt(5) == 0) {
            return "null";
        }
        return switch (type) {
            case Simple simple -> simple(random, simple);
            case Decimal decimal -> "'" + (random.nextInt(200_000) - 100_000) / 100.0 + "'";
            case ListOf list -> "[" + text(random) + ", " + text(random) + "]";
            case DataType.Struct struct -> "null";
        };
    }

    private static String simple(Random random, Simple type) {
        return switch (type) {
            case BOOLEAN -> Boolean.toString(random.nextBoolean());
            case INT, LONG -> Integer.toString(random.nextInt(40));
            case FLOAT, DOUBLE -> "'" + random.nextGaussian() + "'";
            case STRING -> text(random);
            case BINARY -> "'x'::blob";
            case DATE -> "date '2000-01-01' + " + random.nextInt(9000);
            case TIME -> "time '10:00:00'";
            case TIMESTAMP, TIMESTAMPTZ ->
                    "timestamp '2024-03-01 00:00:00' + interval " + random.nextInt(9_000) + " hour";
        };
    }

    private static String text(Random random) {
        String[] pieces = {"a", "A ", " b", "", "\\", "'", "\"", "\n", "é", "\ud83d\ude00", "c"};
        return DuckSql.text(
                pieces[random.nextInt(pieces.length)] + pieces[random.nextInt(pieces.length)]);
    }
}

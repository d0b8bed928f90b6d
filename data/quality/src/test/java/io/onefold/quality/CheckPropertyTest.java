package io.onefold.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.RunContext;
import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.RowRule;
import io.onefold.quality.Oracle.Raw;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Random rows, contracts and updates: after each run the tables are those of a brute-force twin in
/// Java, and a rebuild gives the same again.
final class CheckPropertyTest {

    private static final int RUNS = 5;

    /// Parent 2 stands in quarantine, and is known all the same.
    private static final DatasetContract PARENTS_CONTRACT =
            new DatasetContract(
                    "parents",
                    "1",
                    Sample.PARENTS,
                    List.of(ContractColumn.of("pid", DataType.Simple.LONG, true)),
                    List.of("pid"),
                    null,
                    List.of(new RowRule("not-two", "pid", "another than 2", "pid <> 2", false)),
                    List.of(),
                    false,
                    List.of());

    private static final DatasetName REBUILT = DatasetName.parse("fuzz.rebuilt");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7})
    void anIncrementalRunEqualsARebuildAndABruteForceTwin(long seed) {
        compare(seed);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("manySeeds")
    void theSameHoldsForManySeeds(long seed) {
        compare(seed);
    }

    static LongStream manySeeds() {
        return LongStream.rangeClosed(8, 100);
    }

    private static void compare(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Sample sample = Sample.draw(random);
        try (TestLake lake = new TestLake()) {
            Quality quality = new Quality(lake.lake());
            List<Raw> raw = new ArrayList<>();
            Set<String> parents = new HashSet<>();
            lake.raw(Sample.DATASET, columns(Sample.RAW));
            lake.raw(REBUILT, columns(Sample.RAW));
            lake.raw(Sample.PARENTS, columns(List.of("pid")));
            for (int run = 1; run <= RUNS; run++) {
                RunContext context = lake.run();
                changeParents(lake, context, parents, random, run);
                quality.check(PARENTS_CONTRACT, context);
                appendRows(lake, context, raw, random, run);

                CheckResult result = quality.check(sample.contract(), context);

                Oracle.Outcome expected = new Oracle(sample, parents).judge(raw, run);
                assertThat(trusted(lake, Sample.DATASET))
                        .as("trusted, run %s", run)
                        .isEqualTo(expected.trusted());
                assertThat(quarantine(lake, Sample.DATASET))
                        .as("quarantine, run %s", run)
                        .isEqualTo(expected.quarantine());
                assertThat(
                                List.of(
                                        result.superseded(),
                                        result.quarantined(),
                                        result.trusted(),
                                        result.deleted()))
                        .as(
                                "superseded, quarantined, trusted, deleted of run %s, scope %s",
                                run, result.scope())
                        .isEqualTo(
                                List.of(
                                        expected.superseded(),
                                        expected.rejected(),
                                        expected.passed(),
                                        expected.deleted()));
            }
            quality.check(about(sample.contract(), REBUILT), lake.run());
            assertThat(trusted(lake, REBUILT)).isEqualTo(trusted(lake, Sample.DATASET));
            assertThat(quarantine(lake, REBUILT)).isEqualTo(quarantine(lake, Sample.DATASET));
        }
    }

    private static void changeParents(
            TestLake lake, RunContext context, Set<String> parents, Random random, int run) {
        if (run > 1 && random.nextBoolean()) {
            return;
        }
        List<String> rows = new ArrayList<>();
        for (String parent : List.of("1", "2", "3")) {
            boolean deleted = run > 1 && random.nextInt(3) == 0;
            rows.add("('" + parent + "', " + deleted + ")");
            if (deleted) {
                parents.remove(parent);
            } else {
                parents.add(parent);
            }
        }
        lake.append(
                Sample.PARENTS,
                context,
                "select * from (values " + String.join(", ", rows) + ") t(pid, _deleted)");
    }

    private static void appendRows(
            TestLake lake, RunContext context, List<Raw> raw, Random random, int run) {
        List<String> lines = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(9);
        for (int row = 1; row <= count; row++) {
            Map<String, @Nullable String> cells = new LinkedHashMap<>();
            Sample.RAW.forEach(column -> cells.put(column, Sample.cell(column, random)));
            boolean deleted = cells.get("id") != null && random.nextInt(6) == 0;
            raw.add(new Raw(run, row, deleted, cells));
            String values =
                    cells.values().stream()
                            .map(cell -> cell == null ? "null" : DuckSql.text(cell))
                            .collect(Collectors.joining(", "));
            lines.add("(" + row + ", " + deleted + ", " + values + ")");
        }
        if (!lines.isEmpty()) {
            String sql =
                    "select * from (values "
                            + String.join(", ", lines)
                            + ") t(_source_row, _deleted, id, ver, a, b, p)";
            lake.append(Sample.DATASET, context, sql);
            lake.append(REBUILT, context, sql);
        }
    }

    private static List<String> trusted(TestLake lake, DatasetName dataset) {
        List<String> rows = new ArrayList<>(lake.trusted(dataset));
        rows.sort(null);
        return rows;
    }

    private static List<String> quarantine(TestLake lake, DatasetName dataset) {
        TableName table = dataset.in(Layer.QUARANTINE);
        if (lake.lake().find(table).isEmpty()) {
            return List.of();
        }
        List<String> rows =
                new ArrayList<>(
                        lake.rows(
                                "select "
                                        + String.join(", ", Sample.RAW)
                                        + ", list_aggregate(list_transform(_reasons, lambda r: concat(r.rule, ':', coalesce(r.column, 'null'))),"
                                        + " 'string_agg', ',') from "
                                        + DuckSql.table(table),
                                table));
        rows.sort(null);
        return rows;
    }

    private static DatasetContract about(DatasetContract contract, DatasetName dataset) {
        return new DatasetContract(
                contract.id(),
                contract.version(),
                dataset,
                contract.columns(),
                contract.key(),
                contract.versionColumn(),
                contract.rules(),
                contract.references(),
                contract.keepLastValid(),
                contract.partition());
    }

    private static List<Column> columns(List<String> names) {
        return names.stream().map(name -> Column.optional(name, DataType.Simple.STRING)).toList();
    }
}

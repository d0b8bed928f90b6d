package io.onefold.verify.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.embedded.Part;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.LakeHistory;
import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.Install;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The handbook's payments by the commands a person would type: applied, run into the lake, read
/// through their manifest, made features of, trained on and measured.
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfEnvironmentVariable(
        named = "ONEFOLD_DATA",
        matches = ".+",
        disabledReason = "ONEFOLD_DATA is not set: the handbook's payments are not at hand")
final class HandbookRowsTest {

    private static final int PAYMENTS = 1_754_155;
    private static final int PUBLISHED = 201_295;

    /// Where a customer pays twice in a second, the published features let either payment be the
    /// first; ours go by the transaction.
    private static final int PUBLISHED_DIFFERING_MOST = 4;

    private Install install;
    private LakeHistory history;
    private String table = "";

    @BeforeAll
    void throughThePath() {
        install = Install.withParts(Part.POSTGRES);
        run("apply", "-f", Install.checkout().resolve("examples/fraud-handbook").toString());
        run("run", "fraud-handbook");
        history =
                LakeHistory.of(
                        install.path().lake(),
                        install.path().catalog().fraudHistory("fraud-handbook"),
                        null);
    }

    @AfterAll
    void close() {
        install.close();
    }

    private CommandRun run(String... arguments) {
        CommandRun run = install.run(Map.of("ONEFOLD_DATA", data().toString()), arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        return run;
    }

    private static Path data() {
        return Path.of(System.getenv("ONEFOLD_DATA")).toAbsolutePath();
    }

    @Test
    @Tag("decisions-7")
    void publishedFeaturesAreOursButForTies() throws SQLException {
        Path file =
                data().resolve("fraud-handbook")
                        .resolve("simulated-transformed_2018-07-25_2018-08-14.parquet");
        FeatureComparison published =
                FeatureComparison.with(
                        install.path(),
                        history,
                        FeatureComparison.resource("published.sql")
                                .formatted(DuckSql.text(file.toString())));
        print("published rows %,d, differing %s", published.compared(), published.differing());
        assertThat(published.compared()).isEqualTo(PUBLISHED);
        Set<Long> ties = ties();
        print("payments of a customer in one second: %d", ties.size());
        assertThat(ties).containsAll(published.differing());
        assertThat(published.differing()).hasSizeLessThanOrEqualTo(PUBLISHED_DIFFERING_MOST);
    }

    @Test
    @Tag("decisions-7")
    void everyPaymentsFeaturesAreThoseOfSqlWindows() throws SQLException {
        FeatureComparison twin =
                FeatureComparison.with(
                        install.path(), history, FeatureComparison.resource("twin.sql"));
        print("rows %,d, differing %s", twin.compared(), twin.differing());
        assertThat(twin.compared()).isEqualTo(PAYMENTS);
        assertThat(twin.differing()).isEmpty();
    }

    @Test
    @Tag("decisions-8")
    void plainXgboostReachesWhatWasPublished() {
        Map<String, String> single = evaluated("plain-xgboost", "single");
        print("plain XGBoost, single split: %s", single);
        assertThat(single)
                .containsEntry("train_rows", "67240")
                .containsEntry("train_frauds", "598")
                .containsEntry("test_rows", "58264")
                .containsEntry("test_frauds", "385")
                .containsEntry("auc", "0.862")
                .containsEntry("average_precision", "0.639")
                .containsEntry("card_precision_100", "0.273");
    }

    @Test
    @Tag("decisions-9")
    void ourBoostingReachesMoreThanWasPublished() {
        Map<String, String> single = evaluated("boosting", "single");
        Map<String, String> mean = evaluated("boosting", "mean of 4");
        print("boosting, single split: %s%nmean of four folds: %s", single, mean);
        assertAtLeast(single, 0.867, 0.658, 0.287);
        assertAtLeast(mean, 0.869, 0.687, 0.303);
    }

    @Test
    void aModelOfTheSamePaymentsIsTheSameModel() {
        String[] train = {
            "fraud", "train", "--from", "2018-07-25", "--features", "handbook", "-o", "csv"
        };
        String registered = run(train).out();
        print("%s", registered);
        assertThat(registered).contains("credit_card,1,CANDIDATE,sha256:");

        CommandRun again = install.run(Map.of("ONEFOLD_DATA", data().toString()), train);

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("is registered");
    }

    private static void assertAtLeast(
            Map<String, String> row, double auc, double averagePrecision, double cardPrecision) {
        assertThat(Double.parseDouble(row.getOrDefault("auc", ""))).isGreaterThanOrEqualTo(auc);
        assertThat(Double.parseDouble(row.getOrDefault("average_precision", "")))
                .isGreaterThanOrEqualTo(averagePrecision);
        assertThat(Double.parseDouble(row.getOrDefault("card_precision_100", "")))
                .isGreaterThanOrEqualTo(cardPrecision);
    }

    /// A row of what `onefold fraud evaluate` prints, by column.
    private Map<String, String> evaluated(String model, String split) {
        if (table.isEmpty()) {
            table =
                    run(
                                    "fraud",
                                    "evaluate",
                                    "--protocol",
                                    "handbook",
                                    "--models",
                                    "boosting,plain-xgboost",
                                    "-o",
                                    "csv")
                            .out();
            print("%s", table);
            assertThat(table)
                    .contains("logistic regression,published,single,,,,,0.871,0.606,0.291");
        }
        String[] columns = table.lines().findFirst().orElseThrow().split(",", -1);
        String[] row =
                table.lines()
                        .map(line -> line.split(",", -1))
                        .filter(cells -> cells[0].equals(model) && cells[2].equals(split))
                        .findFirst()
                        .orElseThrow();
        return IntStream.range(0, columns.length)
                .boxed()
                .collect(Collectors.toMap(i -> columns[i], i -> row[i]));
    }

    private Set<Long> ties() throws SQLException {
        try (LakeSession session = install.path().lake().session(Principal.system("verify"))) {
            session.attach(history.table());
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows =
                            statement.executeQuery(FeatureComparison.resource("ties.sql"))) {
                Set<Long> ties = new TreeSet<>();
                while (rows.next()) {
                    ties.add(rows.getLong(1));
                }
                return ties;
            }
        }
    }

    private static void print(String text, Object... arguments) {
        System.out.printf(text + "%n", arguments);
    }
}

package io.onefold.verify.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Layer;
import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.Install;
import io.onefold.verify.command.SharedInstall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rows that are no rows, or hold what their column cannot: they are set aside with the rule that
/// they break, their neighbours arrive, and the mended file brings them too.
@ExtendWith(SharedInstall.class)
class RowFaultsTest {

    private static final String CLEAN =
            """
            id,born,points,fee
            1,1980-02-29,7,1.50
            2,1999-12-31,8,2.50
            3,2001-01-01,9,3.50
            """;

    private final Install onefold;
    private String name = "";

    RowFaultsTest(Install onefold) {
        this.onefold = onefold;
    }

    @BeforeEach
    void aSourceOfOneFile(TestInfo test) throws IOException {
        name =
                "files-"
                        + Integer.toHexString(
                                test.getTestMethod().orElseThrow().getName().hashCode());
        Files.createDirectories(file().getParent());
        onefold.apply(
                name + ".yaml",
                """
                name: %1$s
                version: v1
                type: source
                source:
                  kind: csv
                  connection: {root: "%1$s"}
                  tables:
                    - {name: members, path: members.csv, key: [id]}
                ---
                kind: DataContract
                apiVersion: v3.1.0
                id: %1$s-members
                version: 1.0.0
                status: active
                schema:
                  - name: members
                    physicalName: %2$s.members
                    properties:
                      - {name: id, physicalType: long, logicalType: integer, primaryKey: true, required: true}
                      - {name: born, physicalType: date, logicalType: date, required: true}
                      - {name: points, physicalType: int, logicalType: integer, required: true}
                      - {name: fee, physicalType: "decimal(5,2)", logicalType: number, required: true}
                ---
                name: %1$s
                version: v1
                type: workflow
                workflow:
                  dag:
                    - name: path
                      spec: {stack: "path:1.0", stackSpec: {sources: [%1$s]}}
                """
                        .formatted(name, name.replace('-', '_')));
    }

    private Path file() {
        return onefold.folder().resolve(name).resolve("members.csv");
    }

    private String dataset() {
        return name.replace('-', '_') + ".members";
    }

    private CommandRun run() {
        return onefold.run("run", name);
    }

    /// The reasons of the rows in quarantine, as `onefold quarantine show` tells them.
    private List<String> reasons(String dataset) {
        List<String> reasons = new ArrayList<>();
        CommandRun shown = onefold.run("quarantine", "show", dataset, "-o", "json");
        shown.requireDone().json().forEach(row -> reasons.add(row.required("_reasons").toString()));
        return reasons;
    }

    private void setsAside(byte[] damaged, String... reason) throws IOException {
        Files.write(file(), damaged);

        CommandRun run = run();

        run.requireDone();
        assertThat(onefold.rows(dataset(), Layer.TRUSTED)).isEqualTo(2);
        assertThat(reasons(dataset())).singleElement().asString().contains(reason);
        Files.writeString(file(), CLEAN);
        run().requireDone();
        assertThat(onefold.rows(dataset(), Layer.TRUSTED)).isEqualTo(3);
        assertThat(
                        onefold.run(
                                        "sql",
                                        "select sum(points) as p from trusted." + dataset(),
                                        "-o",
                                        "csv")
                                .requireDone()
                                .out())
                .contains("24");
    }

    private void setsAside(String right, String wrong, String... reason) throws IOException {
        setsAside(CLEAN.replace(right, wrong).getBytes(StandardCharsets.UTF_8), reason);
    }

    @Test
    void bytesThatAreNoTextAreSetAside() throws IOException {
        setsAside(
                CLEAN.replace("2,1999-12-31,8", "2,1999-12-31,\u00e9")
                        .getBytes(StandardCharsets.ISO_8859_1),
                "encoding",
                "UTF-8");
    }

    @Test
    void aLineWithAFieldTooManyIsSetAside() throws IOException {
        setsAside("2,1999-12-31,8,2.50", "2,1999-12-31,8,2.50,x", "width", "4 fields");
    }

    @Test
    void aLineWithAFieldTooFewIsSetAside() throws IOException {
        setsAside("2,1999-12-31,8,2.50", "2,1999-12-31,8", "width", "4 fields");
    }

    @Test
    void aNumberBeyondItsTypeIsSetAside() throws IOException {
        setsAside("2,1999-12-31,8", "2,1999-12-31,2147483648", "type", "points", "int");
    }

    @Test
    void aDecimalBeyondItsPrecisionIsSetAside() throws IOException {
        setsAside(
                "8,2.50",
                "8,1000.00",
                "type",
                "fee",
                "at most 3 digits before and 2 after the point");
    }

    @Test
    void aDateThatIsNoneIsSetAside() throws IOException {
        setsAside("1999-12-31", "1999-02-29", "type", "born", "date");
    }

    @Test
    void aFileWithoutARowFailsTheRun() throws IOException {
        Files.writeString(file(), CLEAN);
        run().requireDone();
        Map<Layer, String> before = onefold.state(dataset());
        Files.writeString(file(), CLEAN.lines().findFirst().orElseThrow() + "\n");

        run().requireRefused(3, dataset(), "members.csv", "no row");

        assertThat(onefold.statusOf(name)).isEqualTo("failed");
        assertThat(onefold.state(dataset())).isEqualTo(before);
        Files.writeString(file(), CLEAN);
        run().requireDone();
    }

    @Test
    void numbersAndDatesOfASiloThatTheLakeCannotHoldAreSetAside() {
        onefold.createPostgres(
                "odd_values",
                "create table readings (id int primary key, amount numeric, taken_on date)",
                "insert into readings values (1, 1.5, '2025-01-01'), (2, 1e30, '2025-01-01'), (3, 2.5, 'infinity'),"
                        + " (4, 3.5, '5874897-12-31')");
        onefold.apply(
                "odd-values.yaml",
                """
                name: odd-values
                version: v1
                type: source
                source:
                  kind: postgres
                  connection: {part: postgres, database: odd_values}
                  tables: [{name: readings, key: [id], deletes: detect}]
                ---
                name: odd-values
                version: v1
                type: workflow
                workflow:
                  dag:
                    - name: path
                      spec: {stack: "path:1.0", stackSpec: {sources: [odd-values]}}
                """);

        onefold.run("run", "odd-values").requireDone();

        assertThat(onefold.rows("odd_values.readings", Layer.TRUSTED)).isEqualTo(1);
        assertThat(reasons("odd_values.readings"))
                .hasSize(3)
                .filteredOn(reason -> reason.contains("\"range\"") && reason.contains("amount"))
                .hasSize(1);
        assertThat(reasons("odd_values.readings"))
                .filteredOn(reason -> reason.contains("\"range\"") && reason.contains("taken_on"))
                .hasSize(2);
        onefold.postgres(
                "odd_values",
                "update readings set amount = 1, taken_on = '2025-01-02' where id > 1");
        onefold.run("run", "odd-values").requireDone();
        assertThat(onefold.rows("odd_values.readings", Layer.TRUSTED)).isEqualTo(4);
    }

    @Test
    void aTableOfASiloWithoutARowIsNoFault() {
        onefold.createPostgres("no_rows", "create table things (id int primary key, name text)");
        onefold.apply(
                "no-rows.yaml",
                """
                name: no-rows
                version: v1
                type: source
                source:
                  kind: postgres
                  connection: {part: postgres, database: no_rows}
                  tables: [{name: things, key: [id], deletes: detect}]
                ---
                name: no-rows
                version: v1
                type: workflow
                workflow:
                  dag:
                    - name: path
                      spec: {stack: "path:1.0", stackSpec: {sources: [no-rows]}}
                """);

        onefold.run("run", "no-rows").requireDone();
        onefold.run("run", "no-rows").requireDone();

        assertThat(onefold.rows("no_rows.things", Layer.TRUSTED)).isZero();
        onefold.postgres("no_rows", "insert into things values (1, 'a')");
        onefold.run("run", "no-rows").requireDone();
        assertThat(onefold.rows("no_rows.things", Layer.TRUSTED)).isEqualTo(1);
    }
}

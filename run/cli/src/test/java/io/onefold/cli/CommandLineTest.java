package io.onefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.cli.internal.command.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What needs no running part.
class CommandLineTest {

    @TempDir Path folder;

    static Stream<String> everyCommand() {
        return names("", Onefold.commandLine(Terminal.ofProcess(Clock.systemUTC())));
    }

    private static Stream<String> names(String before, CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .filter(entry -> entry.getKey().equals(entry.getValue().getCommandName()))
                .flatMap(
                        entry ->
                                Stream.concat(
                                        Stream.of((before + " " + entry.getKey()).strip()),
                                        names(
                                                (before + " " + entry.getKey()).strip(),
                                                entry.getValue())));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandExplainsItself(String command) {
        String[] arguments = (command + " --help").split(" ");

        CommandLineRun help = CommandLineRun.of(folder, arguments);

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .startsWith("Usage: onefold " + command)
                .hasLineCount((int) help.out().lines().count());
        assertThat(help.out().lines().skip(1).toList())
                .as("a description")
                .anyMatch(line -> line.length() > 20);
    }

    @Test
    void anUnknownCommandIsWrongUseAndTheNearestIsNamed() {
        CommandLineRun run = CommandLineRun.of(folder, "aply");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("aply").contains("apply");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anUnknownOptionIsWrongUse() {
        assertThat(CommandLineRun.of(folder, "get", "--nonsense").exit()).isEqualTo(2);
        assertThat(CommandLineRun.of(folder, "get", "-o", "xml").exit()).isEqualTo(2);
        assertThat(CommandLineRun.of(folder).exit()).isEqualTo(2);
        assertThat(CommandLineRun.of(folder, "silos").exit()).isEqualTo(2);
    }

    @Test
    void lintNamesEveryFaultWithItsPlaceAndNeedsNoPart() throws Exception {
        Files.writeString(
                folder.resolve("bad.yaml"),
                """
                name: a
                version: v1
                type: source
                source:
                  kind: postgres
                  conection: {part: postgres, database: d}
                  tables: []
                """);

        CommandLineRun run = CommandLineRun.of(folder, "lint", "-f", "bad.yaml");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("bad.yaml:6:").contains("conection").contains("connection");
        assertThat(run.err()).contains("0 valid manifests, 2 errors");
        assertThat(folder.resolve("var")).doesNotExist();
    }

    @Test
    void lintLooksIntoTheSqlOfContracts() throws Exception {
        Files.writeString(
                folder.resolve("plans.yaml"),
                """
                kind: DataContract
                apiVersion: v3.1.0
                id: shop-plans
                version: 1.0.0
                status: active
                name: shop-plans
                schema:
                  - name: plans
                    physicalName: shop.plans
                    properties:
                      - name: plan_id
                        physicalType: int
                        logicalType: integer
                        primaryKey: true
                        primaryKeyPosition: 1
                        required: true
                        quality:
                          - type: custom
                            engine: onefold
                            name: positive
                            description: more than 0
                            implementation: "plan_idd > 0"
                """);

        CommandLineRun run = CommandLineRun.of(folder, "lint", "-f", "plans.yaml");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "plans.yaml:22:29  shop.plans.rules.positive",
                        "did you mean 'plan_id'?",
                        "[sql.invalid]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifests/customer-360",
                "manifests/queries",
                "manifests/users",
                "examples/berka",
                "examples/berka-silos"
            })
    void whatShipsHasNoFinding(String shipped) {
        String path = Path.of(System.getProperty("onefold.root"), shipped).toString();

        CommandLineRun run =
                CommandLineRun.of(folder, "lint", "-f", path, "--set", "ONEFOLD_DATA=data");

        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    @Test
    void lintAnswersInJsonToo() throws Exception {
        Files.writeString(folder.resolve("bad.yaml"), "name: a\nversion: v1\ntype: sourc\n");

        CommandLineRun run = CommandLineRun.of(folder, "lint", "-f", "bad.yaml", "-o", "json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().get(0).get("severity").asString()).isEqualTo("error");
        assertThat(run.json().get(0).get("file").asString()).endsWith("bad.yaml");
    }

    @Test
    void aSettingThatIsWrongIsAUserErrorWithoutATrace() {
        CommandLineRun run =
                CommandLineRun.of(folder, Map.of("ONEFOLD_PARTS_POSTGRES_PORT", "many"), "get");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("onefold.parts.postgres.port is 'many'")
                .doesNotContain("\tat ");
    }

    @Test
    void aControlDatabaseThatDoesNotAnswerIsNamed() {
        Map<String, String> settings =
                Map.of("DATABASE_URL", "postgresql://u:hidden-pw@127.0.0.1:1/control");

        CommandLineRun run = CommandLineRun.of(folder, settings, "get");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("onefold:")
                .doesNotContain("\tat ")
                .doesNotContain("hidden-pw");
        assertThat(folder.resolve("var/parts")).doesNotExist();
    }

    @Test
    void stopWithoutPartsSaysSo() {
        CommandLineRun run = CommandLineRun.of(folder, "stop");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("nothing runs");
    }

    @Test
    void aFolderWithoutSilosIsExplained() {
        CommandLineRun run = CommandLineRun.of(folder, "silos", "load", ".");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("describes no silo").contains("onefold generate");
    }
}

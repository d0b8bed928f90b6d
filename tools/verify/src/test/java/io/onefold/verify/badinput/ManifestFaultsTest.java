package io.onefold.verify.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.Install;
import io.onefold.verify.command.SharedInstall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Manifests with faults: each is named with its place, nothing is applied, and the mended manifest
/// is.
@ExtendWith(SharedInstall.class)
class ManifestFaultsTest {

    private static final String SOURCE =
            """
            name: faulty-db
            version: v1
            type: source
            source:
              kind: postgres
              connection: {part: postgres, database: faulty_db}
              drift: fail
              tables:
                - {name: customers, key: [id]}
            """;

    private final Install onefold;

    ManifestFaultsTest(Install onefold) {
        this.onefold = onefold;
    }

    private void refusedUntilMended(String right, String wrong, String... words) {
        String file = onefold.write("faulty.yaml", SOURCE.replace(right, wrong));

        CommandRun refused = onefold.run("apply", "-f", file);

        refused.requireRefused(1, words);
        assertThat(refused.err()).contains("nothing was applied");
        assertThat(refused.out()).isEmpty();
        assertThat(onefold.run("get", "source", "faulty-db").exit()).isEqualTo(1);
        onefold.write(file, SOURCE);
        onefold.run("apply", "-f", file).requireDone();
        onefold.run("delete", "source", "faulty-db").requireDone();
    }

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheNearestSpelling() {
        refusedUntilMended(
                "  drift: fail", "  drfit: fail", "faulty.yaml:7:3", "'drfit'", "'drift'");
    }

    @Test
    void aKeyThatStandsTwiceIsNamedWithItsFirstPlace() {
        refusedUntilMended(
                "  drift: fail",
                "  drift: fail\n  kind: mysql",
                "faulty.yaml:8:3",
                "'kind'",
                "line 5");
    }

    @Test
    void aValueThatIsNotAllowedIsNamedWithThoseThatAre() {
        refusedUntilMended(
                "drift: fail", "drift: fial", "faulty.yaml:7:", "'fial'", "fail", "add", "ignore");
    }

    @Test
    void aVariableThatIsNotSetIsNamedWithTheWayToSetIt() {
        refusedUntilMended(
                "database: faulty_db",
                "database: \"${FAULTY_DATABASE}\"",
                "faulty.yaml:6:",
                "FAULTY_DATABASE",
                "export");
    }

    @Test
    void aCredentialInAManifestIsRefusedWithoutShowingIt() {
        String file =
                onefold.write(
                        "faulty.yaml",
                        SOURCE.replace(
                                "{part: postgres, database: faulty_db}",
                                "{host: h, port: 5432, database: d, user: u, password: hunter2-x}"));

        CommandRun refused = onefold.run("apply", "-f", file);

        refused.requireRefused(1, "faulty.yaml:6:", "password", "env:");
        assertThat(refused.err()).doesNotContain("hunter2-x");
    }

    @Test
    void namesThatAreNotThereAreAnsweredWithTheNearest() {
        onefold.apply("faulty.yaml", SOURCE);

        onefold.run("get", "source", "faulty-bd").requireRefused(1, "'faulty-bd'", "faulty-db");
        onefold.run("delete", "source", "faulty-bd").requireRefused(1, "'faulty-bd'", "faulty-db");
        onefold.run("run", "faulty-db").requireRefused(1, "workflow 'faulty-db'");

        onefold.run("delete", "source", "faulty-db").requireDone();
    }
}

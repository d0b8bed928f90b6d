package io.onefold.verify.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher on machines that lack something, and on one that has it all.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {

    private Workbench machine;

    @BeforeEach
    void anEmptyMachine(@TempDir Path folder) throws IOException {
        machine = new Workbench(folder);
    }

    @Test
    void aMachineWithoutJdkIsToldHowToGetOne() throws Exception {
        Workbench.Outcome outcome = machine.run("status");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err())
                .contains(
                        "no JDK 25 or later",
                        "Found no JDK at all",
                        "JAVA_HOME",
                        "apt-get install");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aJdkThatIsTooOldIsNamed() throws Exception {
        Path old = machine.installJdk("17.0.15");
        machine.set("JAVA_HOME", old.toString());

        Workbench.Outcome outcome = machine.run("status");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("Found, but too old", "17.0.15 in " + old);
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild());
        assertThat(machine.run("status").exit()).as("once it is mended").isZero();
    }

    @Test
    void aNewerJdkIsFoundThoughJavaHomeNamesAnOldOne() throws Exception {
        machine.set("JAVA_HOME", machine.installJdk("17.0.15").toString());
        Path good = machine.installJdk("25.0.3");
        machine.installMaven("3.8.7", "");

        Workbench.Outcome outcome = machine.run("doctor");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains(good.toString(), "mavens/maven/bin/mvn");
    }

    @Test
    void aMissingMavenIsNamed() throws Exception {
        machine.installJdk("25.0.3");

        Workbench.Outcome outcome = machine.run("status");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("no Maven 3.8 or later", "apt-get install maven");
        machine.installMaven("3.9.9", Workbench.goodBuild());
        assertThat(machine.run("status").exit()).as("once it is mended").isZero();
    }

    @Test
    void aMavenThatIsTooOldIsNamed() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.6.3", "");

        Workbench.Outcome outcome = machine.run("status");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("Found, but too old", "3.6.3 at ");
    }

    @Test
    void helpNeedsNothing() throws Exception {
        for (String spelling : new String[] {"--help", "-h", "help"}) {
            Workbench.Outcome outcome = machine.run(spelling);

            assertThat(outcome.exit()).isZero();
            assertThat(outcome.out())
                    .contains("Usage: onefold COMMAND", "demo", "test", "Exit codes");
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild());

        Workbench.Outcome outcome = machine.run("sql", "select 'a  b', \"ü\" from t", "", "*");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .endsWith("io.onefold.cli.Main\nsql\nselect 'a  b', \"ü\" from t\n\n*\n")
                .contains("-Xmx512m", "-Donefold.home=" + machine.repository());
        assertThat(outcome.err()).contains("building onefold-cli (1/2)");
    }

    @Test
    void generateIsAProgramOfItsOwn() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild());

        Workbench.Outcome outcome = machine.run("generate", "all", "--out", "x");

        assertThat(outcome.out())
                .endsWith("io.onefold.synth.Main\nall\n--out\nx\n")
                .contains("synth.args");
    }

    @Test
    void benchIsAProgramOfItsOwn() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild());

        Workbench.Outcome outcome = machine.run("bench", "ingest", "--rows", "7");

        assertThat(outcome.out())
                .endsWith("io.onefold.bench.Bench\ningest\n--rows\n7\n")
                .contains("bench.args");
    }

    @Test
    void aLinkWithSpacesFromAnotherFolderWorks() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild());
        Path links = Files.createDirectories(machine.home().resolve("my links"));
        Path first = Files.createSymbolicLink(links.resolve("one fold"), machine.launcher());
        Path second = Files.createSymbolicLink(links.resolve("again"), first.getFileName());

        Workbench.Outcome outcome = machine.run(second, "status");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("-Donefold.home=" + machine.repository());
    }

    @Test
    void javaOptionsOfTheUserComeLast() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild());
        machine.set("ONEFOLD_JAVA_OPTS", "-Xmx2g -Dx=y");

        assertThat(machine.run("status").out()).contains("-Xmx512m\n-Xmx2g\n-Dx=y\n");
    }

    @Test
    void itBuildsOnlyWhenSourcesChanged() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild());
        Path source = machine.repository().resolve("run/cli/src/main/java/A.java");
        Path test = machine.repository().resolve("run/cli/src/test/java/ATest.java");
        Files.createDirectories(source.getParent());
        Files.createDirectories(test.getParent());

        machine.run("status");
        machine.run("status");
        assertThat(builds()).isEqualTo(1);

        changeLater(source);
        machine.run("status");
        assertThat(builds()).isEqualTo(2);

        changeLater(test);
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.EPOCH));
        machine.run("status");
        assertThat(builds()).as("a test is no part of the program").isEqualTo(2);

        changeLater(source);
        machine.set("ONEFOLD_BUILD", "never");
        assertThat(machine.run("status").exit()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildShowsItsErrorsAndTheLog() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven(
                "3.9.9",
                """
                echo '[INFO] Building onefold-lake 0.1.0-SNAPSHOT          [5/15]'
                echo '[INFO] a wall of text'
                echo '[ERROR] Lake.java:[12,8] incompatible types'
                echo '[ERROR] To see the full stack trace, re-run Maven with the -e switch.'
                exit 1
                """);

        Workbench.Outcome outcome = machine.run("status");

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("the build failed", "Lake.java:[12,8] incompatible types", "build.log")
                .doesNotContain("wall of text", "stack trace");
        assertThat(machine.run("status").exit()).as("it is not taken for built").isEqualTo(3);
    }

    @Test
    void testCountsWhatTheReportsSayAndNamesWhatWasSkipped() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild() + reports());

        Workbench.Outcome outcome = machine.run("test");

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.out())
                .isEqualTo(
                        """
                        Skipped:
                          a.BTest.slow: long ("scale" & kills)
                          a.BTest.bare: DATA is not set
                        Failed:
                          a.BTest.wrong: expected <1> but was 'two'
                          a.BTest.broken
                        2 passed, 2 failed, 2 skipped
                        """);
    }

    @Test
    void testByIdRunsOnlyThoseTagsAndTheLongOnesToo() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven(
                "3.9.9", Workbench.goodBuild() + "printf '%s\\n' \"$@\" >> asked\n" + reports());

        machine.run("test", "graph-7", "graph-8");

        assertThat(machine.repository().resolve("asked"))
                .content()
                .contains("-Dgroups=graph-7 | graph-8\n", "-Dlong\n");
    }

    @Test
    void anIdThatNoTestCarriesIsNamed() throws Exception {
        machine.installJdk("25.0.3");
        machine.installMaven("3.9.9", Workbench.goodBuild());

        Workbench.Outcome outcome = machine.run("test", "graph-99");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("no test carries graph-99");
    }

    @Test
    void anUnknownOptionOfTestIsWrongUse() throws Exception {
        Workbench.Outcome outcome = machine.run("test", "--fast");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("'--fast'", "--long");
    }

    private long builds() throws IOException {
        try (var lines = Files.lines(machine.repository().resolve("builds"))) {
            return lines.count();
        }
    }

    private static void changeLater(Path file) throws IOException {
        Files.writeString(file, "// changed");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
    }

    private static String reports() {
        return """
               mkdir -p data/lake/target/surefire-reports
               cat > data/lake/target/surefire-reports/TEST-a.BTest.xml <<'XML'
               <testsuite name="a.BTest" tests="5" errors="1" skipped="1" failures="1">
                 <testcase name="right" classname="a.BTest" time="0.1"/>
                 <testcase name="right too" classname="a.BTest" time="0.1">
                   <system-out><![CDATA[<skipped message="no">]]></system-out>
                 </testcase>
                 <testcase name="wrong" classname="a.BTest" time="0.1">
                   <failure message="&#10;expected &lt;1&gt; but was &apos;two&apos;&#10;second line" type="x"><![CDATA[x]]></failure>
                 </testcase>
                 <testcase name="broken" classname="a.BTest" time="0.1">
                   <error type="java.lang.NullPointerException"><![CDATA[x]]></error>
                 </testcase>
                 <testcase name="slow" classname="a.BTest" time="0">
                   <skipped message="long (&quot;scale&quot; &amp; kills)"/>
                 </testcase>
                 <testcase name="bare" classname="a.BTest" time="0">
                   <skipped type="x.Aborted"><![CDATA[x.Aborted: Assumption failed: DATA is not set
                   at x]]></skipped>
                 </testcase>
               </testsuite>
               XML
               """;
    }
}

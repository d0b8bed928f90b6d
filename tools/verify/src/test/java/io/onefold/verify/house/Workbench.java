package io.onefold.verify.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// An empty machine for the launcher: a copy of the script in a repository of its own, a `PATH`
/// that holds the plain tools of a shell and nothing else, and no install folder but those a test
/// makes.
final class Workbench {

    private static final List<String> SHELL_TOOLS =
            List.of(
                    "awk",
                    "bash",
                    "cat",
                    "cp",
                    "date",
                    "dirname",
                    "env",
                    "find",
                    "grep",
                    "head",
                    "ls",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "rmdir",
                    "sed",
                    "sleep",
                    "sort",
                    "tail",
                    "tee",
                    "touch",
                    "xargs");

    private final Path home;
    private final Path repository;
    private final Map<String, String> environment = new HashMap<>();

    /// What a run of the launcher left behind.
    record Outcome(int exit, String out, String err) {}

    Workbench(Path folder) throws IOException {
        home = folder;
        repository = Files.createDirectories(folder.resolve("a repository"));
        Files.copy(Repository.open().resolve("onefold"), launcher());
        launcher().toFile().setExecutable(true);
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : SHELL_TOOLS) {
            script(tools.resolve(tool), "exec " + find(tool) + " \"$@\"");
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.resolve("nobody").toString());
        environment.put("ONEFOLD_JDK_DIRS", folder.resolve("jdks").toString());
        environment.put("ONEFOLD_MAVEN_DIRS", folder.resolve("mavens").toString());
    }

    Path home() {
        return home;
    }

    Path repository() {
        return repository;
    }

    Path launcher() {
        return repository.resolve("onefold");
    }

    void set(String name, String value) {
        environment.put(name, value);
    }

    /// Installs a JDK whose `java` prints each of its arguments on a line of its own.
    Path installJdk(String version) throws IOException {
        Path jdk = home.resolve("jdks/jdk-" + version);
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"");
        script(jdk.resolve("bin/javac"), "exit 1");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /// Installs a Maven that answers `-version` and otherwise runs this in the repository's root.
    void installMaven(String version, String work) throws IOException {
        script(
                home.resolve("mavens/maven/bin/mvn"),
                "if [ \"$1\" = -version ]; then echo 'Apache Maven " + version + "'; exit; fi",
                work);
    }

    /// What a build that went well leaves, as a Maven's work.
    static String goodBuild() {
        return """
               echo built >> builds
               echo '[INFO] Building onefold-cli 0.1.0-SNAPSHOT          [1/2]'
               for module in run/cli tools/synth tools/bench; do
                   mkdir -p $module/target
                   echo jar > $module/target/onefold-${module##*/}-0.1.0-SNAPSHOT.jar
                   printf '' > $module/target/class-path
               done
               """;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(launcher(), arguments);
    }

    Outcome run(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the launcher ends").isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Path find(String tool) {
        return List.of(System.getenv("PATH").split(":", -1)).stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this machine has no " + tool));
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        String text = "#!" + find("bash") + "\n" + String.join("\n", lines) + "\n";
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        file.toFile().setExecutable(true);
    }
}

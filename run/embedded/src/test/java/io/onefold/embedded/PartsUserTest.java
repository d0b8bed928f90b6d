package io.onefold.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.onefold.catalog.Settings;
import io.onefold.embedded.internal.PostgresAccount;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only root can test: being somebody else, and a disk that is full.
class PartsUserTest {

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir Path folder;

    @BeforeEach
    void onlyRoot() {
        assumeThat(PostgresAccount.isRoot()).as("this test needs root").isTrue();
    }

    @Test
    void anOrdinaryUserStartsAllParts() throws Exception {
        Path var = Files.createDirectory(folder.resolve("var"));
        Files.setAttribute(var, "unix:uid", 65_534);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (Holder nobody = Holder.start(AS_NOBODY, readableClassPath(), var, Part.values())) {
            assertThat(nobody.awaitAnswer()).isEqualTo("held");
            for (Part part : Part.values()) {
                long pid = TestParts.record(var, part).pid();
                assertThat(Files.getAttribute(Path.of("/proc/" + pid), "unix:uid"))
                        .isEqualTo(65_534);
            }
        }
        for (Part part : Part.values()) {
            assertThat(TestParts.processes(var, part)).isEmpty();
        }
    }

    @Test
    void aVarFolderOfSomebodyElseIsExplained() throws Exception {
        Path var = Files.createDirectory(folder.resolve("var"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (Holder nobody = Holder.start(AS_NOBODY, readableClassPath(), var, Part.POSTGRES)) {
            assertThat(nobody.awaitAnswer())
                    .startsWith("INVALID_SETUP")
                    .contains("cannot be written (permission denied)")
                    .contains("ONEFOLD_VAR");
        }
    }

    @Test
    void aFullDiskIsNamedWhenDataIsMade() throws Exception {
        withSmallDisk(
                8,
                disk ->
                        assertThatThrownBy(() -> lease(disk, System.getenv()))
                                .isInstanceOf(OnefoldException.class)
                                .hasMessageContaining("no space left")
                                .hasMessageContaining("ONEFOLD_VAR"));
    }

    @Test
    void aFullDiskIsNamedWhenProgramsAreUnpacked() throws Exception {
        withSmallDisk(
                8,
                disk -> {
                    Map<String, String> settings =
                            Map.of("onefold.cache", disk.resolve("cache").toString());
                    assertThatThrownBy(() -> lease(folder.resolve("var"), settings))
                            .isInstanceOf(OnefoldException.class)
                            .hasMessageContaining("PostgreSQL could not be unpacked")
                            .hasMessageContaining("no space left on device")
                            .hasMessageContaining("ONEFOLD_CACHE");
                    try (Stream<Path> left = Files.list(disk.resolve("cache"))) {
                        assertThat(left).as("half-unpacked programs").isEmpty();
                    }
                });
    }

    private static Lease lease(Path var, Map<String, String> settings) {
        return Parts.lease(Settings.of(var, settings), var, Set.of(Part.POSTGRES), Progress.SILENT);
    }

    @FunctionalInterface
    private interface Body {
        void with(Path disk) throws IOException;
    }

    private void withSmallDisk(int megabytes, Body body) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted =
                run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + megabytes + "m",
                        "tmpfs",
                        disk.toString());
        assumeThat(mounted).as("this test mounts a small tmpfs").isTrue();
        try {
            body.with(disk);
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    /// The test's class path where everybody can read it: root's own folders are closed to others.
    private String readableClassPath() throws IOException {
        Path copies = Files.createDirectory(folder.resolve("classes"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                Path target = copies.resolve(entries.size() + "-" + source.getFileName());
                copy(source, target);
                entries.add(target.toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path path : all.toList()) {
                Path copy = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    link(path, copy);
                }
            }
        }
    }

    private static void link(Path path, Path copy) throws IOException {
        try {
            Files.createLink(copy, path);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(path, copy);
        }
    }
}

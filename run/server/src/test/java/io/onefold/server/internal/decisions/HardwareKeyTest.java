package io.onefold.server.internal.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Key-encryption keys in hardware, stood in for by SoftHSM where it is installed.
final class HardwareKeyTest {

    private static final List<Path> MODULES =
            List.of(
                    Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                    Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
                    Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));
    private static final Pattern SLOT = Pattern.compile("slot (\\d+)");
    private static final String PIN = "5678";

    private final DecisionsFixture onefold = new DecisionsFixture();

    @TempDir private Path folder;

    @AfterEach
    void close() {
        onefold.close();
    }

    @Test
    @Tag("decisions-18")
    void keysAreRotatedIntoHardwareAndStayThere() throws Exception {
        Optional<Path> module = MODULES.stream().filter(Files::exists).findFirst();
        assumeTrue(module.isPresent(), "SoftHSM: not installed, not run (apt install softhsm2)");
        Path configuration = folder.resolve("softhsm2.conf");
        Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                configuration, "directories.tokendir = " + folder.resolve("tokens") + "\n");
        String slot = slot(configuration);

        Process process =
                run(
                        configuration,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HardwareKeyProcess.class.getName(),
                        onefold.folder.toString(),
                        onefold.settings.require("DATABASE_URL"),
                        module.get().toString(),
                        slot,
                        PIN);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain(PIN);
        assertThat(onefold.value("select reference from decisions.kek where active"))
                .startsWith("pkcs11:slot-id=" + slot)
                .doesNotContain(PIN);
        assertThat(
                        onefold.count(
                                "decisions.data_key where kek <> (select id from decisions.kek where active)"))
                .isZero();
    }

    private static String slot(Path configuration) throws IOException, InterruptedException {
        Process made =
                run(
                        configuration,
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "onefold",
                        "--so-pin",
                        "12345678",
                        "--pin",
                        PIN);
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        Matcher slot = SLOT.matcher(said);
        assertThat(slot.find()).as(said).isTrue();
        return slot.group(1);
    }

    private static Process run(Path configuration, String... command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("SOFTHSM2_CONF", configuration.toString());
        return process.start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pkcs11:slot-id=1;object=kek?module-path=/nowhere.so&pin-source=env:DATABASE_URL | /nowhere.so",
                "pkcs11:slot-id=x;object=kek?module-path=/nowhere.so&pin-source=env:DATABASE_URL | slot-id is no number",
                "pkcs11:object=kek?module-path=/nowhere.so&pin-source=env:DATABASE_URL | names no slot-id",
                "pkcs11:slot-id=1;object=kek?module-path=/nowhere.so | names no pin-source",
            })
    void hardwareThatIsNotThereIsNamed(String uri, String named) {
        assertThatThrownBy(
                        () ->
                                onefold.decisions.rotateKeys(
                                        Optional.of(uri), DecisionsFixture.OPERATOR))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETUP))
                .hasMessageContaining(named)
                .hasMessageContaining("expected pkcs11:");
    }
}

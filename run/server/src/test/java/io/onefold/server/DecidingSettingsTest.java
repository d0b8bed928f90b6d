package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onefold.catalog.Settings;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator sets about decisions, and what is said of a value that is none.
class DecidingSettingsTest {

    @TempDir Path folder;

    @Test
    void whereNothingIsSetTheDefaultsHold() {
        assertThat(Deciding.settings(set("x", "y")).currency().getCurrencyCode()).isEqualTo("USD");
        assertThat(Deciding.settings(set("x", "y")).deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Deciding.stateSettings(set("x", "y")).lateness())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatIsSetHolds() {
        assertThat(
                        Deciding.settings(set("onefold.decisions.currency", "INR"))
                                .currency()
                                .getCurrencyCode())
                .isEqualTo("INR");
        assertThat(
                        Deciding.stateSettings(set("onefold.decisions.state.lateness", "90s"))
                                .lateness())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({
        "onefold.decisions.currency, EURO",
        "onefold.decisions.deadline, 0s",
        "onefold.decisions.in-flight-max, none",
        "onefold.decisions.state.lateness, 2d"
    })
    void aValueThatIsNoneIsNamedByItsOwnKey(String key, String value) {
        Settings settings = set(key, value);

        assertThatExceptionOfType(OnefoldException.class)
                .isThrownBy(
                        () -> {
                            Deciding.settings(settings);
                            Deciding.stateSettings(settings);
                        })
                .withMessageStartingWith(key)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETUP));
    }

    private Settings set(String key, String value) {
        return Settings.of(
                folder, Map.of(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
    }
}

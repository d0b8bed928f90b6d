package io.onefold.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class BalanceTest {

    private static final DatasetName SHIPS = DatasetName.parse("harbour.ships");

    @Test
    void aRunInWhichEveryRowIsSomewhereBalances() {
        Balance balance = Balance.of(checked(1, 2, 3), 16, 4, 5, 1);

        assertThat(balance.holds()).isTrue();
        assertThatCode(balance::require).doesNotThrowAnyException();
        assertThat(balance)
                .hasToString(
                        "read 16 = unchanged 4 + duplicates 5 + superseded 1 + quarantined 3 + trusted 3");
    }

    @Test
    void aRowThatIsNowhereFailsTheRun() {
        Balance balance = Balance.of(checked(1, 2, 3), 17, 4, 5, 1);

        assertThatThrownBy(balance::require)
                .hasMessageContaining("harbour.ships does not balance: read 17 ≠ unchanged 4")
                .hasMessageContaining("difference 1")
                .extracting(e -> ((OnefoldException) e).code())
                .isEqualTo(ErrorCode.CHECK_FAILED);
    }

    @Test
    void aRowThatIsInTwoPlacesFailsTheRun() {
        assertThatThrownBy(Balance.of(checked(1, 2, 3), 15, 4, 5, 1)::require)
                .hasMessageContaining("difference -1");
    }

    @Test
    void deletedKeysStandApart() {
        CheckResult deletions =
                new CheckResult(
                        SHIPS,
                        CheckResult.Scope.CHANGED_KEYS,
                        0,
                        0,
                        0,
                        7,
                        List.of(),
                        List.of(),
                        0,
                        7,
                        0,
                        OptionalLong.empty());
        assertThat(Balance.of(deletions, 0, 0, 0, 0).holds()).isTrue();
    }

    private static CheckResult checked(long superseded, long quarantined, long trusted) {
        return new CheckResult(
                SHIPS,
                CheckResult.Scope.REBUILD,
                superseded,
                quarantined,
                trusted,
                0,
                List.of(),
                List.of(),
                0,
                0,
                0,
                OptionalLong.empty());
    }
}

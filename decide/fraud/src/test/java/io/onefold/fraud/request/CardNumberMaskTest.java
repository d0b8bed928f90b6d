package io.onefold.fraud.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardNumberMaskTest {

    /// The numbers are the card schemes' published test numbers.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paid with 4111111111111111 today      | paid with ************1111 today",
                "4111 1111 1111 1111, 378282246310005  | **** **** **** 1111, ***********0005",
                "5555-5555-5555-4444                   | ****-****-****-4444",
                "order 4111111111111112                | order 4111111111111112",
                "12345678901234567890123               | 12345678901234567890123",
                "no digits at all                      | no digits at all",
            })
    void onlyTheLastFourDigitsOfCardNumbersAreLeft(String text, String masked) {
        assertThat(CardNumbers.masked(text)).isEqualTo(masked);
        assertThat(CardNumbers.in(CardNumbers.masked(text))).isFalse();
    }
}

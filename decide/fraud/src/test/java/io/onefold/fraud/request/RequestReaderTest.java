package io.onefold.fraud.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.FieldProblem;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.memory.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {

    private final RequestReader reader =
            new RequestReader(
                    new TestKeys(),
                    Clock.fixed(Installation.NOW, ZoneOffset.UTC),
                    Currency.getInstance("USD"));

    private static String with(String more) {
        return "{\"transaction_id\":\"T1\",\"user_id\":\"U1\",\"amount\":150.00" + more + "}";
    }

    private Problem problem(String json) {
        return ((Reading.Rejected) reader.read(json.getBytes(StandardCharsets.UTF_8))).problem();
    }

    private PaymentRequest request(String json) {
        Reading reading = reader.read(json.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).as(json).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).request();
    }

    @Test
    void theExampleOfTheContractIsUnderstood() {
        PaymentRequest request =
                request(
                        """
                        {"transaction_id":"TXN_123456","timestamp":"2024-01-15T10:30:00Z","amount":150.00,
                         "currency":"USD","user_id":"USER_001","merchant_id":"MERCH_001",
                         "merchant_category":"electronics","distance_from_home_km":25.5,
                         "foreign_transaction":false}""");
        assertThat(request.facts().timestamp()).isEqualTo(Instant.parse("2024-01-15T10:30:00Z"));
        assertThat(request.facts().amountMinor()).isEqualTo(15_000);
        assertThat(request.facts().flags()).isEmpty();
        assertThat(new String(request.canonical(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"amount\":150,\"currency\":\"USD\",\"distance_from_home_km\":25.5,"
                                + "\"foreign_transaction\":false,\"merchant_category\":\"electronics\","
                                + "\"merchant_id\":\"MERCH_001\",\"timestamp\":\"2024-01-15T10:30:00Z\","
                                + "\"transaction_id\":\"TXN_123456\",\"user_id\":\"USER_001\"}");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThat(
                        problem(
                                        """
                                        {"transaction_id":"a b","amount":-1,"card_present":"yes",
                                         "velocity_24h":1.5,"nonsense":1,"email":"x","ip_address":"1.2.3"}""")
                                .errors())
                .extracting(FieldProblem::field, FieldProblem::code)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("transaction_id", "format"),
                        org.assertj.core.groups.Tuple.tuple("user_id", "required"),
                        org.assertj.core.groups.Tuple.tuple("amount", "out-of-range"),
                        org.assertj.core.groups.Tuple.tuple("card_present", "wrong-type"),
                        org.assertj.core.groups.Tuple.tuple("velocity_24h", "wrong-type"),
                        org.assertj.core.groups.Tuple.tuple("nonsense", "unknown"),
                        org.assertj.core.groups.Tuple.tuple("email", "length"),
                        org.assertj.core.groups.Tuple.tuple("ip_address", "format"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    ,"cvv":"123"                                 | sensitive-authentication-data
                    ,"CVC2":1                                    | sensitive-authentication-data
                    ,"pin":"1234"                                | sensitive-authentication-data
                    ,"track2_data":"x"                           | sensitive-authentication-data
                    ,"merchant_name":"4111 1111 1111 1111"       | pan-not-allowed
                    ,"merchant_name":"card 5555-5555-5555-4444." | pan-not-allowed
                    ,"session_id":"378282246310005"              | pan-not-allowed
                    ,"retry_count":4111111111111111              | pan-not-allowed
                    ,"merchant_name":"4111 1111 1111 1112"       | none
                    ,"merchant_name":"9999999999999995"          | none
                    ,"user_id":"U2"                              | validation
                    ,"mfa_used":true                             | validation
                    ,"user\\u0000id":"U2"                        | validation
                    ,"merchant_name":"a\\u0000b"                 | validation
                    ,"merchant_name":"\\ud800"                   | validation
                    ,"distance_from_home_km":NaN                 | malformed-json
                    ,"distance_from_home_km":1e400               | validation
                    ,"distance_from_home_km":20040.1             | validation
                    ,"timestamp":"2026-01-15T10:36:00Z"          | validation
                    ,"timestamp":"2026-01-15T10:34:00Z"          | none
                    ,"timestamp":"2026-02-30T10:34:00Z"          | validation
                    ,"timestamp":"1969-01-01T00:00:00+14:00"     | none
                    ,"currency":"XTS"                            | validation
                    ,"currency":"usd"                            | validation
                    ,"ip_address":"::ffff:10.0.0.1"              | none
                    ,"ip_address":"fe80::1%eth0"                 | validation
                    ,"phone":"0701234567"                        | validation
                    ,"card_bin":"411111"                         | none
                    ,"merchant_location":{"lat":91}              | validation
                    ,"merchant_location":{"lat":1,"zip":2}       | validation
                    ,"ssn":"078-05-1120"                         | none
                    ,"email":null                                | none
                    ,"user_agent":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]] | malformed-json
                    """)
    void aRequestIsRefusedUnderTheRightCode(String more, String code) {
        Reading reading = reader.read(with(more).getBytes(StandardCharsets.UTF_8));
        String found =
                switch (reading) {
                    case Reading.Accepted accepted -> "none";
                    case Reading.Rejected(Problem problem, String id) -> problem.code().wireName();
                };
        assertThat(found).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "150.00,USD,15000",
        "'\"150.00\"',USD,15000",
        "150,JPY,150",
        "0,USD,0",
        "1.5e2,USD,15000",
        "'\"999999999999999.99\"',USD,99999999999999999",
        "1.234,KWD,1234",
        "1.234,USD,-1",
        "0.5,JPY,-1",
        "1e15,USD,-1",
        "-0.01,USD,-1",
        "'\"1e2\"',USD,-1",
        "123456789012345.678,USD,-1",
        "0.1000000000000000055511151231257827,USD,-1",
        "1e-400,USD,-1",
        "'\"\"',USD,-1",
    })
    void amountsAreExactToTheirCurrency(String amount, String currency, long minor) {
        String json =
                "{\"transaction_id\":\"T1\",\"user_id\":\"U1\",\"amount\":%s,\"currency\":\"%s\"}"
                        .formatted(amount, currency);
        Reading reading = reader.read(json.getBytes(StandardCharsets.UTF_8));
        if (minor < 0) {
            assertThat(reading).isInstanceOf(Reading.Rejected.class);
        } else {
            assertThat(request(json).facts().amountMinor()).isEqualTo(minor);
        }
    }

    @Test
    void whatIsAssumedIsFlaggedAndSecretsAreHashedAtOnce() {
        PaymentRequest absent = request(with(""));
        assertThat(absent.facts().flags()).containsExactly("timestamp_defaulted");
        assertThat(absent.facts().timestamp()).isEqualTo(Installation.NOW);
        assertThat(request(with(",\"timestamp\":\"2026-01-15T10:30:00\"")).facts().flags())
                .containsExactly("zone_assumed");
        PaymentRequest secret = request(with(",\"ssn\":\"078-05-1120\""));
        assertThat(new String(secret.canonical(), StandardCharsets.UTF_8))
                .doesNotContain("078")
                .contains("\"ssn\":\"hmac:");
    }

    @Test
    void theHashIsThatOfTheLibrarysCanonicalForm() throws Exception {
        String json =
                """
                {"user_id":"U1", "amount":1e-3, "currency":"KWD", "transaction_id":"T\\u0031",
                 "merchant_name":"caf\\u00e9 \\u20ac \\"q\\" \\/", "distance_from_home_km":1.0E2,
                 "merchant_location":{"lng":-0.0,"lat":1.5e-7,"city":"\\ud83d\\ude00"}}""";
        PaymentRequest request = request(json);
        byte[] theirs = new JsonCanonicalizer(json).getEncodedUTF8();
        assertThat(new String(request.canonical(), StandardCharsets.UTF_8))
                .isEqualTo(new String(theirs, StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(request.hash()))
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        java.security.MessageDigest.getInstance("SHA-256")
                                                .digest(theirs)));
    }

    @Test
    void badUtf8AndEmptyBodiesAreMalformed() {
        for (byte[] body :
                new byte[][] {
                    {},
                    {(byte) 0xff},
                    "[]".getBytes(StandardCharsets.UTF_8),
                    "{} {}".getBytes(StandardCharsets.UTF_8),
                    {'{', '"', (byte) 0xc0, (byte) 0x80, '"'}
                }) {
            assertThat(reader.read(body))
                    .isInstanceOfSatisfying(
                            Reading.Rejected.class,
                            rejected ->
                                    assertThat(rejected.problem().code())
                                            .isIn(
                                                    ProblemCode.MALFORMED_JSON,
                                                    ProblemCode.VALIDATION));
        }
    }
}

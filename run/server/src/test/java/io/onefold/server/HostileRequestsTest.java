package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Generated requests over HTTP: no defect answers, and nothing secret stays anywhere.
@Tag("decisions-14")
class HostileRequestsTest {

    private static final long SEED = 20_261_121;

    private final ServerFixture onefold = ServerFixture.shared();

    @Test
    void fiveThousandRequestsMeetNoDefectAndLeaveNoCardNumber() {
        send(5_000);
    }

    @Test
    @Tag("long")
    void aHundredThousandRequestsMeetNoDefectAndLeaveNoCardNumber() {
        send(100_000);
    }

    private void send(int count) {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        HostileRequests requests =
                new HostileRequests(SEED + count, UUID.randomUUID().toString().substring(0, 8));
        String service = onefold.service();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try {
            for (int i = 0; i < count; i++) {
                HttpResponse<String> answer =
                        onefold.send(
                                HttpRequest.newBuilder(onefold.uri("/predict"))
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofByteArray(
                                                        requests.next())),
                                service);
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
                assertThat(answer.body())
                        .doesNotContain("Exception", "at io.onefold", HostileRequests.SECURITY_CODE)
                        .doesNotContain(HostileRequests.CARD_NUMBERS);
            }
        } finally {
            root.detachAppender(log);
        }
        System.out.println("seed " + (SEED + count) + ": answers by status " + statuses);
        assertThat(statuses).containsKeys(200, 400);
        assertThat(
                        log.list.stream()
                                .map(HostileRequestsTest::text)
                                .collect(Collectors.joining("\n")))
                .doesNotContain(HostileRequests.CARD_NUMBERS)
                .doesNotContain(HostileRequests.SECURITY_CODE);
        nothingIsKept();
    }

    private void nothingIsKept() {
        for (String secret : HostileRequests.CARD_NUMBERS) {
            holdNowhere(secret);
        }
        holdNowhere(HostileRequests.SECURITY_CODE);
    }

    /// Every row of every table of decisions and audit, as text.
    private void holdNowhere(String secret) {
        for (String table : onefold.tables("decisions", "audit")) {
            assertThat(
                            onefold.rows(
                                    "select count(*) from "
                                            + table
                                            + " t where strpos(t::text, '"
                                            + secret
                                            + "') > 0"))
                    .as(table)
                    .isZero();
        }
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
}

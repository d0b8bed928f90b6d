package io.onefold.cli.internal.log;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.onefold.fraud.request.CardNumbers;
import java.nio.charset.StandardCharsets;

/// Writes log lines without card numbers: messages, their arguments and traces alike.
public final class CardMask extends PatternLayoutEncoder {

    @Override
    public byte[] encode(ILoggingEvent event) {
        return CardNumbers.masked(getLayout().doLayout(event)).getBytes(StandardCharsets.UTF_8);
    }
}

package io.onefold.server.internal.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onefold.fraud.ProblemCode;
import org.springframework.stereotype.Component;

/// Counts the requests that were turned away, by why: `requests_shed_total`.
@Component
final class Sheds {

    private final MeterRegistry metrics;

    Sheds(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(ProblemCode why) {
        Counter.builder("requests_shed")
                .description("Requests that were asked to come again")
                .tag("reason", why.wireName())
                .register(metrics)
                .increment();
    }
}

package io.onefold.server.internal.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onefold.fraud.ProblemCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Counts the requests that were turned away, by why: `requests_shed_total`.
@Component
final class Sheds {

    private final MeterRegistry metrics;
    private final Map<ProblemCode, Counter> counters = new ConcurrentHashMap<>();

    Sheds(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(ProblemCode why) {
        counters.computeIfAbsent(why, this::counter).increment();
    }

    private Counter counter(ProblemCode why) {
        return Counter.builder("requests_shed")
                .description("Requests that were asked to come again")
                .tag("reason", why.wireName())
                .register(metrics);
    }
}

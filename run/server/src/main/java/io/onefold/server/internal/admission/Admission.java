package io.onefold.server.internal.admission;

import io.micrometer.core.instrument.MeterRegistry;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.server.ServingLimits;
import io.onefold.server.internal.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Counts requests under way. Beyond the limit, and while the server drains, requests are asked to
/// come again; what answers machines about the server itself is always let in.
@Component
@Order(Admission.ORDER)
public final class Admission extends OncePerRequestFilter {

    /// After the guard, which has read the body: who sends slowly holds no place.
    static final int ORDER = -1_000_000;

    private static final Set<String> ALWAYS = Set.of("/health", "/metrics");

    private final ServingLimits limits;
    private final ProblemWriter problems;
    private final Sheds sheds;
    private final Clock clock;
    private final Backlog backlog;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean draining;

    Admission(
            ServingLimits limits,
            ProblemWriter problems,
            Sheds sheds,
            MeterRegistry metrics,
            Clock clock) {
        this.limits = limits;
        this.problems = problems;
        this.sheds = sheds;
        this.clock = clock;
        this.backlog = new Backlog(limits.deadline(), System::nanoTime);
        metrics.gauge("requests_in_flight", inFlight);
    }

    /// Whether new requests are turned away because the server stops.
    public boolean draining() {
        return draining;
    }

    /// Lets no new request in, and returns when those under way have ended or the time is up.
    public void drain() {
        draining = true;
        Instant until = clock.instant().plus(limits.drain());
        synchronized (inFlight) {
            while (inFlight.get() > 0 && clock.instant().isBefore(until)) {
                try {
                    inFlight.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /// Takes a place for a request, which [#leave()] gives back.
    ///
    /// @return why there is none; null: it is taken
    public @Nullable Problem enter() {
        if (draining) {
            return shed(ProblemCode.DRAINING, "The server is stopping");
        }
        if (inFlight.incrementAndGet() > limits.inFlightMax()) {
            leave();
            return overloaded();
        }
        return null;
    }

    /// Whether a decision could be made in time.
    ///
    /// @return why not; null: it could
    public @Nullable Problem tooLate() {
        return backlog.hasRoom(inFlight.get()) ? null : overloaded();
    }

    private Problem overloaded() {
        return shed(
                ProblemCode.OVERLOADED, "More requests are under way than this server takes on");
    }

    private Problem shed(ProblemCode code, String detail) {
        sheds.count(code);
        return Problem.of(code, detail);
    }

    /// Gives a place back.
    public void leave() {
        if (inFlight.decrementAndGet() == 0 && draining) {
            synchronized (inFlight) {
                inFlight.notifyAll();
            }
        }
    }

    /// A decision was made.
    ///
    /// @param tookNanos from its request to its answer
    public void decided(long tookNanos) {
        backlog.done(tookNanos, inFlight.get());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String at = request.getRequestURI();
        return ALWAYS.contains(at) || at.startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem refusal = enter();
        if (refusal != null) {
            if (refusal.code() == ProblemCode.DRAINING) {
                response.setHeader("Connection", "close");
            }
            problems.write(request, response, refusal);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            leave();
        }
    }
}

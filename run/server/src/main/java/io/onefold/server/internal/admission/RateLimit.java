package io.onefold.server.internal.admission;

import io.onefold.fraud.Caller;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.server.ServingLimits;
import io.onefold.server.internal.problem.ProblemWriter;
import io.onefold.server.internal.security.CurrentCaller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Asks a client that sends too much to come again. It stands behind the security chain, so a
/// client is who the token says, wherever the requests come from.
@Component
@Order(0)
public final class RateLimit extends OncePerRequestFilter {

    private final Allowance allowance;
    private final ProblemWriter problems;
    private final Sheds sheds;

    @Autowired
    RateLimit(ServingLimits limits, ProblemWriter problems, Sheds sheds) {
        this(limits, problems, sheds, System::nanoTime);
    }

    private RateLimit(
            ServingLimits limits, ProblemWriter problems, Sheds sheds, LongSupplier nanos) {
        this.allowance = new Allowance(limits.ratePerSecond(), limits.burst(), nanos);
        this.problems = problems;
        this.sheds = sheds;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known == null || known instanceof AnonymousAuthenticationToken) {
            chain.doFilter(request, response);
            return;
        }
        Problem refusal = take(CurrentCaller.of(request));
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            problems.write(request, response, refusal);
        }
    }

    /// Counts a request of a client.
    ///
    /// @return why it is refused; null: it is within the limit
    public @Nullable Problem take(Caller caller) {
        if (allowance.take(caller.tenant() + '\n' + caller.principal().name())) {
            return null;
        }
        sheds.count(ProblemCode.RATE_LIMITED);
        return Problem.of(ProblemCode.RATE_LIMITED, "This client sends more than its limit");
    }
}

package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.decide.Answer;
import io.onefold.model.access.Permission;
import io.onefold.server.internal.admission.Admission;
import io.onefold.server.internal.admission.RateLimit;
import io.onefold.server.internal.problem.ProblemWriter;
import io.onefold.server.internal.security.KnownTokens;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The short way of a payment whose token the security chain accepted a moment ago: body, place,
/// rate, decision, with the same limits, refusals and headers. Whatever is not plainly such a
/// request goes the long way, which knows all the rest.
final class Door implements Filter {

    private static final int BODY_BYTES_MAX = 64 * 1024;

    private final KnownTokens tokens;
    private final Admission admission;
    private final RateLimit rates;
    private final ProblemWriter problems;
    private final DecisionEndpoint endpoint;
    private final Map<ProblemCode, byte[]> refusals = new ConcurrentHashMap<>();

    Door(
            KnownTokens tokens,
            Admission admission,
            RateLimit rates,
            ProblemWriter problems,
            DecisionEndpoint endpoint) {
        this.tokens = tokens;
        this.admission = admission;
        this.rates = rates;
        this.problems = problems;
        this.endpoint = endpoint;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long began = System.nanoTime();
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Caller caller = known(asked);
        if (caller == null) {
            chain.doFilter(request, response);
            return;
        }
        headers(answer);
        Problem refusal = admission.tooLate();
        if (refusal != null) {
            shed(asked, answer, refusal);
            return;
        }
        byte[] body = asked.getInputStream().readNBytes(asked.getContentLength());
        refusal = admission.enter();
        if (refusal != null) {
            shed(asked, answer, refusal);
            return;
        }
        try {
            refusal = rates.take(caller);
            if (refusal != null) {
                shed(asked, answer, refusal);
            } else if (endpoint.answer(asked, answer, caller, body) instanceof Answer.Decided) {
                admission.decided(System.nanoTime() - began);
            }
        } finally {
            admission.leave();
        }
    }

    /// Who is asked to come again costs next to nothing: the body of each such answer is written
    /// once.
    private void shed(HttpServletRequest request, HttpServletResponse response, Problem refusal)
            throws IOException {
        byte[] body =
                refusals.computeIfAbsent(
                        refusal.code(), code -> problems.bytes(request.getRequestURI(), refusal));
        ProblemWriter.write(response, refusal, body);
    }

    /// Who asks, where everything else about the request is as it should be; null else.
    private @Nullable Caller known(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length < 0
                || length > BODY_BYTES_MAX
                || admission.draining()
                || !"POST".equals(request.getMethod())
                || !DecisionEndpoint.isJson(request.getContentType())) {
            return null;
        }
        Caller caller = tokens.caller(request.getHeader("Authorization"), request.getRemoteAddr());
        return caller != null && caller.principal().may(Permission.FRAUD_DETECTION) ? caller : null;
    }

    /// What the security chain writes on every answer.
    private static void headers(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-XSS-Protection", "0");
        response.setHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "0");
        response.setHeader("X-Frame-Options", "DENY");
    }
}

package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.decide.Answer;
import io.onefold.model.ErrorCode;
import io.onefold.model.access.Permission;
import io.onefold.server.internal.problem.ProblemWriter;
import io.onefold.server.internal.security.CurrentCaller;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// `POST /predict`: bytes in, the kept bytes out. It stands behind the security chain like every
/// endpoint, and beside Spring's dispatcher, which it does not need.
final class PredictServlet extends HttpServlet {

    private static final String JSON = "application/json";

    private final transient BiFunction<Caller, byte[], Answer> decisions;
    private final transient ProblemWriter problems;

    PredictServlet(BiFunction<Caller, byte[], Answer> decisions, ProblemWriter problems) {
        this.decisions = decisions;
        this.problems = problems;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!"POST".equals(request.getMethod())) {
            response.setHeader("Allow", "POST");
            problems.write(
                    request, response, 405, "method-not-allowed", "Only POST is possible here");
            return;
        }
        if (!isJson(request.getContentType())) {
            problems.write(
                    request, response, 415, "unsupported-media-type", "The body is to be " + JSON);
            return;
        }
        Caller caller = CurrentCaller.of(request);
        if (!caller.principal().may(Permission.FRAUD_DETECTION)) {
            problems.write(request, response, ErrorCode.FORBIDDEN, "Insufficient permissions");
            return;
        }
        Answer answer;
        try {
            answer = decisions.apply(caller, request.getInputStream().readAllBytes());
        } catch (RuntimeException defect) {
            problems.write(request, response, defect);
            return;
        }
        write(request, response, answer);
    }

    /// Whether a header names JSON, whatever its parameters; a fast way for the usual spelling.
    private static boolean isJson(@Nullable String header) {
        if (header == null || header.equals(JSON)) {
            return header != null;
        }
        try {
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(
                    MediaType.parseMediaType(header));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Answer answer)
            throws IOException {
        switch (answer) {
            case Answer.Decided decided -> {
                response.setContentType(JSON);
                if (decided.replayed()) {
                    response.setHeader("Idempotent-Replay", "true");
                }
                response.setContentLength(decided.body().length);
                response.getOutputStream().write(decided.body());
            }
            case Answer.Refused refused -> problems.write(request, response, refused.problem());
        }
    }
}

package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.decide.Answer;
import io.onefold.server.Handler;
import io.onefold.server.internal.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// Bytes in, the kept bytes out.
final class DecisionEndpoint {

    private static final String JSON = "application/json";

    private final Handler handler;
    private final ProblemWriter problems;

    DecisionEndpoint(Handler handler, ProblemWriter problems) {
        this.handler = handler;
        this.problems = problems;
    }

    /// Whether a header names JSON, whatever its parameters; a fast way for the usual spelling.
    static boolean isJson(@Nullable String header) {
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

    /// Answers a request whose caller may ask.
    ///
    /// @return what was answered; null: a defect's problem
    @Nullable Answer answer(
            HttpServletRequest request, HttpServletResponse response, Caller caller, byte[] body)
            throws IOException {
        Answer answer;
        try {
            answer = handler.answer(caller, body);
        } catch (RuntimeException defect) {
            problems.write(request, response, defect);
            return null;
        }
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
        return answer;
    }
}

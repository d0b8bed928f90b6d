package io.onefold.server.internal.problem;

import io.onefold.fraud.Problem;
import io.onefold.model.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Builds the problem details (RFC 9457) that every failed request gets, of type
/// `urn:onefold:problem:<code>`.
@Component
public final class ProblemWriter {

    /// After how long a refusal that may pass is worth asking again.
    static final String RETRY_AFTER_SECONDS = "1";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /// Answers outside of a controller, where Spring does not render for us.
    public void write(
            HttpServletRequest request, HttpServletResponse response, ErrorCode code, String detail)
            throws IOException {
        if (code == ErrorCode.UNAUTHENTICATED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (code == ErrorCode.UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        write(request, response, problem(code, detail));
    }

    /// Answers a refusal of a decision.
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (problem.code().retryable()) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        write(request, response, problem(problem));
    }

    /// The body of a refusal, for those who answer it again and again.
    public byte[] bytes(String path, Problem refusal) {
        ProblemDetail problem = problem(refusal);
        problem.setInstance(URI.create(path));
        return json.writeValueAsBytes(problem);
    }

    /// Answers a refusal that may pass, given its body.
    public static void write(HttpServletResponse response, Problem refusal, byte[] body)
            throws IOException {
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        response.setStatus(refusal.code().httpStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /// Answers what is wrong with a request before it is read.
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String code,
            String detail)
            throws IOException {
        write(request, response, problem(HttpStatus.valueOf(status), code, detail));
    }

    void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(response.getOutputStream(), problem);
    }

    /// A refusal of a decision, its fields named.
    static ProblemDetail problem(Problem refusal) {
        ProblemDetail problem =
                problem(
                        HttpStatus.valueOf(refusal.code().httpStatus()),
                        refusal.code().wireName(),
                        refusal.detail());
        if (!refusal.errors().isEmpty()) {
            problem.setProperty("errors", refusal.errors());
        }
        return problem;
    }

    /// A defect of ours: the caller learns an incident id, the log the trace.
    static ProblemDetail defect(Exception failure) {
        String incident = UUID.randomUUID().toString();
        LOG.error("incident {}", incident, failure);
        return problem(ErrorCode.INTERNAL, "Something went wrong here; quote incident " + incident);
    }

    /// Answers a defect outside of a controller.
    public void write(HttpServletRequest request, HttpServletResponse response, Exception failure)
            throws IOException {
        write(request, response, defect(failure));
    }

    /// A problem without instance; Spring adds it.
    static ProblemDetail problem(ErrorCode code, String detail) {
        return problem(HttpStatus.valueOf(code.httpStatus()), slug(code.name()), detail);
    }

    static ProblemDetail problem(HttpStatus status, String slug, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:onefold:problem:" + slug));
        problem.setTitle(status.getReasonPhrase());
        return problem;
    }

    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }
}

package io.onefold.server.internal.problem;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Maps failures to problem details. A defect of ours answers an incident id only; its trace is in
/// the log.
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler(OnefoldException.class)
    ProblemDetail known(OnefoldException failure) {
        if (failure.code() == ErrorCode.INTERNAL) {
            return unknown(failure);
        }
        return ProblemWriter.problem(failure.code(), String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler(Exception.class)
    ProblemDetail unknown(Exception failure) {
        String incident = UUID.randomUUID().toString();
        LOG.error("incident {}", incident, failure);
        return ProblemWriter.problem(
                ErrorCode.INTERNAL, "Something went wrong here; quote incident " + incident);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode code,
            WebRequest request) {
        HttpStatus status = HttpStatus.valueOf(code.value());
        if (body instanceof ProblemDetail problem) {
            ProblemDetail ours =
                    ProblemWriter.problem(
                            status,
                            ProblemWriter.slug(status.name()),
                            String.valueOf(problem.getDetail()));
            return super.handleExceptionInternal(failure, ours, headers, code, request);
        }
        return super.handleExceptionInternal(failure, body, headers, code, request);
    }
}

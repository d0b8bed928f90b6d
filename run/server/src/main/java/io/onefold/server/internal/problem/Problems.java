package io.onefold.server.internal.problem;

import io.onefold.fraud.ProblemException;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Maps failures to problem details. A defect of ours answers an incident id only; its trace is in
/// the log.
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler(OnefoldException.class)
    ResponseEntity<ProblemDetail> known(OnefoldException failure) {
        if (failure.code().httpStatus() == HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            return unknown(failure);
        }
        ProblemDetail problem =
                ProblemWriter.problem(failure.code(), String.valueOf(failure.getMessage()));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (failure.code() == ErrorCode.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(problem);
    }

    @ExceptionHandler(ProblemException.class)
    ResponseEntity<ProblemDetail> refused(ProblemException refusal) {
        ProblemDetail problem = ProblemWriter.problem(refusal.problem());
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (refusal.problem().code().retryable()) {
            answer.header(HttpHeaders.RETRY_AFTER, ProblemWriter.RETRY_AFTER_SECONDS);
        }
        return answer.body(problem);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> unknown(Exception failure) {
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.defect(failure));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure,
            HttpHeaders headers,
            HttpStatusCode code,
            WebRequest request) {
        ProblemDetail problem =
                switch (failure.getCause()) {
                    case UnrecognizedPropertyException unknown -> unknownField(unknown);
                    case DatabindException wrong when !wrong.getPath().isEmpty() ->
                            wrongType(wrong);
                    case JacksonException malformed -> malformed(malformed);
                    case null, default ->
                            ProblemWriter.problem(
                                    HttpStatus.BAD_REQUEST,
                                    "malformed-json",
                                    "The request needs a body in JSON");
                };
        return super.handleExceptionInternal(failure, problem, headers, code, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure,
            HttpHeaders headers,
            HttpStatusCode code,
            WebRequest request) {
        String name =
                failure instanceof MethodArgumentTypeMismatchException argument
                        ? argument.getName()
                        : Objects.requireNonNullElse(failure.getPropertyName(), "");
        Class<?> type = failure.getRequiredType();
        String expected = type == null ? "another form" : typeName(type);
        ProblemDetail problem =
                validation(new FieldProblem(name, "wrong-type", "expected " + expected));
        return super.handleExceptionInternal(failure, problem, headers, code, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException failure,
            HttpHeaders headers,
            HttpStatusCode code,
            WebRequest request) {
        ProblemDetail problem =
                ProblemWriter.problem(
                        ErrorCode.NOT_FOUND, "There is no such endpoint; /docs lists them all");
        return super.handleExceptionInternal(failure, problem, headers, code, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode code,
            WebRequest request) {
        HttpStatus status = HttpStatus.valueOf(code.value());
        ProblemDetail theirs =
                body instanceof ProblemDetail problem
                        ? problem
                        : failure instanceof ErrorResponse answer ? answer.getBody() : null;
        String detail = theirs == null ? status.getReasonPhrase() : theirs.getDetail();
        ProblemDetail ours =
                ProblemWriter.problem(
                        status, ProblemWriter.slug(status.name()), String.valueOf(detail));
        return super.handleExceptionInternal(failure, ours, headers, code, request);
    }

    private static ProblemDetail unknownField(UnrecognizedPropertyException unknown) {
        List<String> known =
                unknown.getKnownPropertyIds() == null
                        ? List.of()
                        : unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .toList();
        return validation(
                new FieldProblem(field(unknown), "unknown-field", "expected one of " + known));
    }

    private static ProblemDetail wrongType(DatabindException wrong) {
        Class<?> target =
                wrong instanceof MismatchedInputException mismatch
                        ? mismatch.getTargetType()
                        : null;
        String expected = target == null ? "another form" : typeName(target);
        return validation(new FieldProblem(field(wrong), "wrong-type", "expected " + expected));
    }

    private static ProblemDetail malformed(JacksonException malformed) {
        var at = malformed.getLocation();
        String where =
                at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return ProblemWriter.problem(
                HttpStatus.BAD_REQUEST,
                "malformed-json",
                "The body is not JSON that can be read here"
                        + where
                        + "; expected one object, no name twice, nested at most 16 deep");
    }

    private static ProblemDetail validation(FieldProblem error) {
        ProblemDetail problem =
                ProblemWriter.problem(
                        HttpStatus.BAD_REQUEST,
                        "validation",
                        error.field() + ": " + error.message());
        problem.setProperty("errors", List.of(error));
        return problem;
    }

    private static String field(DatabindException failure) {
        return failure.getPath().stream()
                .map(
                        at ->
                                at.getPropertyName() == null
                                        ? String.valueOf(at.getIndex())
                                        : at.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String typeName(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "UUID" -> "a UUID";
            case "Instant" -> "an instant, for example 2025-11-03T00:00:00Z";
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "a text";
            default -> "an object";
        };
    }
}

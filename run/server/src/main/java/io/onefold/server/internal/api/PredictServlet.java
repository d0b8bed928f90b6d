package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.model.ErrorCode;
import io.onefold.model.access.Permission;
import io.onefold.server.internal.problem.ProblemWriter;
import io.onefold.server.internal.security.CurrentCaller;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// `POST /predict` and its like, the long way. It stands behind the security chain like every
/// endpoint, and beside Spring's dispatcher, which it does not need.
final class PredictServlet extends HttpServlet {

    private final transient DecisionEndpoint endpoint;
    private final transient ProblemWriter problems;

    PredictServlet(DecisionEndpoint endpoint, ProblemWriter problems) {
        this.endpoint = endpoint;
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
        if (!DecisionEndpoint.isJson(request.getContentType())) {
            problems.write(
                    request,
                    response,
                    415,
                    "unsupported-media-type",
                    "The body is to be application/json");
            return;
        }
        Caller caller = CurrentCaller.of(request);
        if (!caller.principal().may(Permission.FRAUD_DETECTION)) {
            problems.write(request, response, ErrorCode.FORBIDDEN, "Insufficient permissions");
            return;
        }
        endpoint.answer(request, response, caller, request.getInputStream().readAllBytes());
    }
}

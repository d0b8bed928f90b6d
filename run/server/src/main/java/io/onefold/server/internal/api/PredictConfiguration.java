package io.onefold.server.internal.api;

import io.onefold.fraud.decide.Decisions;
import io.onefold.server.Handler;
import io.onefold.server.internal.admission.Admission;
import io.onefold.server.internal.admission.RateLimit;
import io.onefold.server.internal.problem.ProblemWriter;
import io.onefold.server.internal.security.KnownTokens;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// The two endpoints that decide, and what a program that starts the server has put beside them.
@Configuration(proxyBeanMethods = false)
class PredictConfiguration {

    @Bean
    ServletContextInitializer decisionEndpoints(
            Decisions decisions,
            Handler.Beside beside,
            KnownTokens tokens,
            Admission admission,
            RateLimit rates,
            ProblemWriter problems) {
        Map<String, Handler> single = new LinkedHashMap<>(beside.handlers());
        single.put("/predict", decisions::decide);
        return new First(
                context -> {
                    single.forEach(
                            (path, handler) -> {
                                DecisionEndpoint endpoint =
                                        servlet(context, path, handler, problems);
                                context.addFilter(
                                                "door " + path,
                                                new Door(
                                                        tokens, admission, rates, problems,
                                                        endpoint))
                                        .addMappingForUrlPatterns(null, false, path);
                            });
                    servlet(context, "/batch-predict", decisions::decideBatch, problems);
                });
    }

    /// Adds its filters before all others.
    private record First(ServletContextInitializer first)
            implements ServletContextInitializer, Ordered {

        @Override
        public void onStartup(ServletContext context) throws ServletException {
            first.onStartup(context);
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    private static DecisionEndpoint servlet(
            ServletContext context, String path, Handler handler, ProblemWriter problems) {
        DecisionEndpoint endpoint = new DecisionEndpoint(handler, problems);
        ServletRegistration.Dynamic servlet =
                context.addServlet(path, new PredictServlet(endpoint, problems));
        servlet.addMapping(path);
        servlet.setLoadOnStartup(1);
        return endpoint;
    }
}

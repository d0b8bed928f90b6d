package io.onefold.server.internal.api;

import io.onefold.fraud.decide.Decisions;
import io.onefold.server.internal.problem.ProblemWriter;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The two endpoints that decide.
@Configuration(proxyBeanMethods = false)
class PredictConfiguration {

    @Bean
    ServletRegistrationBean<PredictServlet> predict(Decisions decisions, ProblemWriter problems) {
        return at("/predict", new PredictServlet(decisions::decide, problems));
    }

    @Bean
    ServletRegistrationBean<PredictServlet> batchPredict(
            Decisions decisions, ProblemWriter problems) {
        return at("/batch-predict", new PredictServlet(decisions::decideBatch, problems));
    }

    private static ServletRegistrationBean<PredictServlet> at(String path, PredictServlet servlet) {
        ServletRegistrationBean<PredictServlet> registration =
                new ServletRegistrationBean<>(servlet, path);
        registration.setName(path);
        registration.setLoadOnStartup(1);
        return registration;
    }
}

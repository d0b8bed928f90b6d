package io.onefold.server.internal;

import io.swagger.v3.core.jackson.ModelResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Lets the OpenAPI document describe our records as they are answered.
@Configuration(proxyBeanMethods = false)
class OpenApiNames {

    @Bean
    ModelResolver modelResolver() {
        return new RecordSchemas();
    }
}

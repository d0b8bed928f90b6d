package io.onefold.server.internal;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Lets the OpenAPI document spell fields as answers do, in snake case.
@Configuration(proxyBeanMethods = false)
class OpenApiNames {

    @Bean
    ModelResolver modelResolver() {
        return new ModelResolver(
                        Json31.mapper()
                                .copy()
                                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
                .openapi31(true);
    }
}

package io.onefold.server.internal.security;

import io.onefold.catalog.Catalog;
import io.onefold.model.ErrorCode;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.audit.AuditLog;
import io.onefold.server.SecuritySettings;
import io.onefold.server.internal.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;

/// The doors: what is open, what asks for a token, and what a refused caller reads.
///
/// The algorithm comes from the settings, never from a token's header.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] OPEN = {
        "/",
        "/health",
        "/metrics",
        "/docs",
        "/docs/**",
        "/swagger-ui/**",
        "/v3/api-docs",
        "/v3/api-docs/**"
    };

    @Bean
    SecurityFilterChain doors(
            HttpSecurity http,
            SecuritySettings settings,
            ProblemWriter problems,
            AuditLog audit,
            Callers callers) {
        AuthenticationEntryPoint refuse =
                (request, response, failure) -> {
                    String detail = detailOf(request, String.valueOf(failure.getMessage()));
                    audit.append(refusal("anonymous", request, detail));
                    problems.write(request, response, ErrorCode.UNAUTHENTICATED, detail);
                };
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        e ->
                                e.authenticationEntryPoint(refuse)
                                        .accessDeniedHandler(
                                                (request, response, denied) ->
                                                        problems.write(
                                                                request,
                                                                response,
                                                                ErrorCode.FORBIDDEN,
                                                                "Insufficient permissions")));
        if (settings.mode() == SecuritySettings.Mode.OFF) {
            return http.authorizeHttpRequests(r -> r.anyRequest().permitAll())
                    .anonymous(a -> a.principal(Principal.localOperator("local")))
                    .build();
        }
        return http.authorizeHttpRequests(
                        r -> r.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(
                        o ->
                                o.authenticationEntryPoint(refuse)
                                        .jwt(
                                                j ->
                                                        j.decoder(decoder(settings))
                                                                .jwtAuthenticationConverter(
                                                                        callers)))
                .build();
    }

    @Bean
    Callers callers(Catalog catalog, Clock clock, KnownTokens tokens) {
        return new Callers(new RoleCache(catalog.access()::permissions, clock), tokens);
    }

    @Bean
    KnownTokens knownTokens(Clock clock) {
        return new KnownTokens(clock);
    }

    /// Watching every filter of the chain costs more than the filters do, and nobody looks.
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    private static JwtDecoder decoder(SecuritySettings settings) {
        byte[] secret = settings.secret();
        NimbusJwtDecoder decoder =
                secret != null
                        ? NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret, "HmacSHA256"))
                                .macAlgorithm(MacAlgorithm.HS256)
                                .build()
                        : NimbusJwtDecoder.withJwkSetUri(Objects.requireNonNull(settings.jwksUri()))
                                .jwsAlgorithm(SignatureAlgorithm.RS256)
                                .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        List.of(
                                new JwtTimestampValidator(),
                                new JwtIssuerValidator(settings.issuer()),
                                SecurityConfiguration::expires,
                                audience(settings.audience()))));
        return decoder;
    }

    private static OAuth2TokenValidatorResult expires(Jwt token) {
        return token.getExpiresAt() != null
                ? OAuth2TokenValidatorResult.success()
                : invalid("no exp claim");
    }

    private static OAuth2TokenValidator<Jwt> audience(String wanted) {
        return token ->
                token.getAudience() != null && token.getAudience().contains(wanted)
                        ? OAuth2TokenValidatorResult.success()
                        : invalid("the aud claim is not " + wanted);
    }

    private static OAuth2TokenValidatorResult invalid(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
    }

    private static String detailOf(HttpServletRequest request, String failure) {
        if (request.getHeader("Authorization") == null) {
            return "No token; send Authorization: Bearer <token>, `onefold token --user NAME` issues one";
        }
        return failure.contains("expired") ? "Token expired" : "Invalid token";
    }

    private static AuditEvent refusal(String actor, HttpServletRequest request, String why) {
        return new AuditEvent(
                actor,
                "http.enter",
                request.getMethod() + " " + request.getRequestURI(),
                "refused",
                Map.of("why", why));
    }
}

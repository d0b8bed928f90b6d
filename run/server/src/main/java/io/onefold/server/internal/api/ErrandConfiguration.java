package io.onefold.server.internal.api;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.pipeline.DataPath;
import io.onefold.server.internal.errand.ErrandBook;
import io.onefold.server.internal.errand.ErrandDesk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Who does what goes on after its answer: one training at a time, one backtest at a time.
@Configuration(proxyBeanMethods = false)
class ErrandConfiguration {

    private static final int TRAININGS_WAITING_MAX = 3;
    private static final int BACKTESTS_WAITING_MAX = 7;

    @Bean
    ErrandDesk trainings(DataPath path) {
        return new ErrandDesk(
                ErrandBook.ofTrainings(new Jdbc(path.control()), path.clock()),
                "trainings",
                TRAININGS_WAITING_MAX);
    }

    @Bean
    ErrandDesk backtests(DataPath path) {
        return new ErrandDesk(
                ErrandBook.ofBacktests(new Jdbc(path.control()), path.clock()),
                "backtests",
                BACKTESTS_WAITING_MAX);
    }
}

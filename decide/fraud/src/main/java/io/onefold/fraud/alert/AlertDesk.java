package io.onefold.fraud.alert;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.Alerts;
import io.onefold.model.access.Principal;
import org.jspecify.annotations.Nullable;

/// Where analysts work on alerts.
public final class AlertDesk {

    private final Alerts alerts;

    public AlertDesk(Alerts alerts) {
        this.alerts = alerts;
    }

    /// @throws ProblemException (NOT_FOUND)
    public Alert get(String tenant, long id) {
        return alerts.find(tenant, id)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "there is no alert " + id));
    }

    /// Gives an alert to somebody, or to nobody.
    ///
    /// @param version the one the caller saw (`If-Match`)
    /// @throws ProblemException (STALE_VERSION), (WRONG_STATE) when it is closed, (NOT_FOUND)
    public Alert assign(
            String tenant, long id, int version, @Nullable String assignee, Principal by) {
        Alert alert = open(tenant, id, version);
        Alert.Status status = assignee == null ? Alert.Status.OPEN : Alert.Status.ASSIGNED;
        return alerts.update(alert.with(status, assignee, alert.caseId()), by);
    }

    /// Closes an alert without saying what it was. From 1,000.00 on, and inside a case, the case
    /// closes it, so that the second person is asked.
    ///
    /// @throws ProblemException (FOUR_EYES), (STALE_VERSION), (WRONG_STATE), (NOT_FOUND)
    public Alert close(String tenant, long id, int version, Principal by) {
        Alert alert = open(tenant, id, version);
        if (alert.caseId() != null) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE,
                    "the alert belongs to case " + alert.caseId() + "; close that");
        }
        if (FourEyes.needed(alert.amount())) {
            throw new ProblemException(
                    ProblemCode.FOUR_EYES,
                    "alerts of " + FourEyes.FROM + " and more close with a case; open one");
        }
        return alerts.update(alert.with(Alert.Status.CLOSED, alert.assignee(), null), by);
    }

    private Alert open(String tenant, long id, int version) {
        Alert alert = get(tenant, id);
        if (alert.version() != version) {
            throw new ProblemException(
                    ProblemCode.STALE_VERSION,
                    "the alert has version " + alert.version() + "; read it again");
        }
        if (alert.status() == Alert.Status.CLOSED) {
            throw new ProblemException(ProblemCode.WRONG_STATE, "the alert is closed");
        }
        return alert;
    }
}

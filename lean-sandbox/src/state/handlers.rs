//! The operations that the state answers, with their handlers.

use super::{Call, State};
use crate::api::Refusal;
use crate::json::Json;

/// The degree to which an answer is remembered or computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    /// All of it.
    Full,
    /// Whom it is about is looked up, or a few inputs are known; the rest is the description's example.
    Partial,
}

/// Nothing: the description's example is the answer.
type HandlerResult = Option<Result<Json, Refusal>>;

struct Handler {
    operations: &'static [&'static str],
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the documentation is held to it")
    )]
    memory: Memory,
    run: fn(&mut State, &Call<'_>) -> HandlerResult,
}

/// Returns the degree to which an operation is remembered; `None` if it answers with the
/// description's example.
#[cfg(test)]
pub(crate) fn memory_of(operation: &str) -> Option<Memory> {
    // Tokens are remembered elsewhere.
    let is_token = operation == "postOauth2Token";
    let found = find(operation).map(|handler| handler.memory);
    found.or(is_token.then_some(Memory::Full))
}

pub(super) fn run(state: &mut State, call: &Call<'_>) -> HandlerResult {
    let handler = find(&call.operation.id)?;
    (handler.run)(state, call)
}

fn find(operation: &str) -> Option<&'static Handler> {
    HANDLERS
        .iter()
        .find(|handler| handler.operations.contains(&operation))
}

const fn full(
    operations: &'static [&'static str],
    run: fn(&mut State, &Call<'_>) -> HandlerResult,
) -> Handler {
    Handler {
        operations,
        memory: Memory::Full,
        run,
    }
}

const fn partial(
    operations: &'static [&'static str],
    run: fn(&mut State, &Call<'_>) -> HandlerResult,
) -> Handler {
    Handler {
        operations,
        memory: Memory::Partial,
        run,
    }
}

#[rustfmt::skip]
const HANDLERS: &[Handler] = &[
    full(&["createCustomer"], |state, call| Some(state.create_customer(call))),
    full(&["getCustomers"], |state, call| Some(Ok(state.list_customers(call)))),
    full(&["getCustomerById"], |state, call| Some(state.read_customer(call))),
    full(&["getCustomerByUserId", "getCustomerByAppUserId"], |state, call| Some(state.find_customer(call))),
    full(&["updateCustomer"], |state, call| Some(state.update_customer(call))),
    full(&["getBanks", "listBanks"], |state, call| Some(Ok(state.list_banks(call)))),
    full(&["getCustomerEntities", "getEntities"], |state, call| Some(state.list_customer_entities(call))),
    full(&["listEntities"], |state, call| Some(state.list_entities(call))),
    full(&["getEntityById"], |state, call| Some(state.read_entity(call))),
    full(&["deleteEntity"], |state, call| Some(state.delete_entity(call))),
    full(&["fetchAccountsV2", "fetchAccounts"], |state, call| Some(state.read_accounts(call))),
    full(&["fetchBalancesV2", "fetchBalances"], |state, call| Some(state.read_balances(call))),
    full(&["fetchTransactionsV2", "fetchTransactions"], |state, call| Some(state.read_transactions(call))),
    full(&["fetchIdentitiesV2", "fetchCurrentIdentity"], |state, call| Some(state.read_identity(call))),
    full(&["fetchAllIdentities"], |state, call| Some(state.read_account_identities(call))),
    partial(&["fetchBeneficiariesV2", "fetchBeneficiaries"], |state, call| Some(state.read_other_data(call, "beneficiaries"))),
    partial(&["fetchDirectDebits"], |state, call| Some(state.read_other_data(call, "direct_debits"))),
    partial(&["fetchScheduledPayments"], |state, call| Some(state.read_other_data(call, "scheduled_payments"))),
    partial(&["getStandingOrders"], |state, call| Some(state.read_other_data(call, "standing_orders"))),
    full(&["triggerDataRefresh", "trigger_data_refresh_v2"], |state, call| Some(state.refresh(call))),
    full(&["getDataRefreshes"], |state, call| Some(Ok(state.list_refreshes(call)))),
    full(&["getDataRefreshStatus"], |state, call| Some(state.read_refresh(call))),
    full(&["getResultsV2", "getResults", "getResultsV1"], |state, call| Some(state.collect(call))),
    full(&["createPaymentDestination"], |state, call| Some(state.create_destination(call))),
    full(&["getPaymentDestinations"], |state, _| Some(Ok(state.list_destinations(None)))),
    full(&["getPaymentDestinationsByCustomerId"], |state, call| Some(state.list_customer_destinations(call))),
    full(&["getPaymentDestinationById"], |state, call| Some(state.read_destination(call))),
    full(&["createPaymentIntent"], |state, call| Some(state.create_intent(call))),
    full(&["listPaymentIntents"], |state, call| Some(Ok(state.list_intents(call)))),
    full(&["getPaymentIntentById"], |state, call| Some(state.read_intent(call))),
    full(&["getPaymentById"], |state, call| Some(state.read_payment(call))),
    full(&["getEvents"], |state, call| Some(Ok(state.list_events(call)))),
    partial(&["internationalAvsVerification"], State::verify_account),
];

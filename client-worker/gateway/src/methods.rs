// SPDX-License-Identifier: Apache-2.0
//! The methods by their names.

use crate::{
	follow::{Progress, Seen},
	gateway::Gateway,
	guard::Caller,
	params::{read, QuoteParams, ResultParams, SubmitParams, TaskParams},
	ClientError, Sector,
};
use jsonrpsee::{
	core::RegisterMethodError,
	server::{
		PendingSubscriptionSink, SubscriptionCloseResponse, SubscriptionMessage, SubscriptionSink,
	},
	types::{ErrorObjectOwned, Params},
	Extensions, RpcModule,
};
use pouw_primitives::TaskId;
use serde::Serialize;
use std::sync::Arc;

/// Blocks after which a subscriber hears of a task even if nothing has changed.
const QUIET: u32 = 5;

/// A notification where there is nothing to tell of the task.
#[derive(Serialize)]
struct Trouble {
	task: TaskId,
	/// Why; following goes on.
	trouble: String,
}

/// All methods over a gateway.
pub fn module<C: Sector>(
	gateway: Arc<Gateway<C>>,
) -> Result<RpcModule<Gateway<C>>, RegisterMethodError> {
	let mut module = RpcModule::from_arc(gateway);
	module.register_method("gateway_health", |_, gateway, _| {
		gateway.health().map_err(ErrorObjectOwned::from)
	})?;
	module.register_async_method(
		"job_quote",
		|params: Params<'static>, gateway: Arc<Gateway<C>>, _: Extensions| async move {
			let params: QuoteParams = read(&params)?;
			gateway.quote(params).await.map_err(ErrorObjectOwned::from)
		},
	)?;
	module.register_async_method(
		"job_submit",
		|params: Params<'static>, gateway: Arc<Gateway<C>>, extensions: Extensions| async move {
			let params: SubmitParams = read(&params)?;
			gateway.submit(&caller(&extensions), params).await.map_err(ErrorObjectOwned::from)
		},
	)?;
	module.register_async_method(
		"job_status",
		|params: Params<'static>, gateway: Arc<Gateway<C>>, _: Extensions| async move {
			let params: TaskParams = read(&params)?;
			gateway.status(params.task).await.map_err(ErrorObjectOwned::from)
		},
	)?;
	module.register_async_method(
		"job_result",
		|params: Params<'static>, gateway: Arc<Gateway<C>>, extensions: Extensions| async move {
			let params: ResultParams = read(&params)?;
			gateway.result(&caller(&extensions), params).await.map_err(ErrorObjectOwned::from)
		},
	)?;
	module.register_async_method(
		"job_cancel",
		|params: Params<'static>, gateway: Arc<Gateway<C>>, extensions: Extensions| async move {
			let params: TaskParams = read(&params)?;
			let cancelled = gateway.cancel(&caller(&extensions), params.task).await;
			cancelled.map_err(ErrorObjectOwned::from)
		},
	)?;
	module.register_subscription(
		"job_subscribe",
		"job_progress",
		"job_unsubscribe",
		|params: Params<'static>,
		 pending: PendingSubscriptionSink,
		 gateway: Arc<Gateway<C>>,
		 _: Extensions| async move { subscribe(&params, pending, &gateway).await },
	)?;
	Ok(module)
}

fn caller(extensions: &Extensions) -> Caller {
	// Nobody knows who asks without having passed the guard; such a caller may not spend.
	extensions.get().cloned().unwrap_or_default()
}

/// Tells a subscriber of a task until it is over or the subscriber is gone.
async fn subscribe<C: Sector>(
	params: &Params<'static>,
	pending: PendingSubscriptionSink,
	gateway: &Gateway<C>,
) -> SubscriptionCloseResponse {
	let id = match read::<TaskParams>(params) {
		Ok(params) => params.task,
		Err(error) => {
			pending.reject(error).await;
			return SubscriptionCloseResponse::None;
		},
	};
	let (mut follow, _permit) = match gateway.subscribe(id).await {
		Ok(subscribed) => subscribed,
		Err(error) => {
			pending.reject(ErrorObjectOwned::from(error)).await;
			return SubscriptionCloseResponse::None;
		},
	};
	let Ok(sink) = pending.accept().await else { return SubscriptionCloseResponse::None };
	let mut told: Option<Progress> = None;
	loop {
		let seen = tokio::select! {
			seen = follow.next() => seen,
			() = sink.closed() => return SubscriptionCloseResponse::None,
		};
		let sent = match seen {
			Ok(Seen::Task { block, task }) => {
				let progress = Progress::of(id, block.number, &task);
				let news = told.as_ref().is_none_or(|told| {
					progress.differs_from(told) || progress.block.abs_diff(told.block) >= QUIET
				});
				if !news {
					continue;
				}
				let sent = send(&sink, &progress).await;
				if progress.over {
					return SubscriptionCloseResponse::None;
				}
				told = Some(progress);
				sent
			},
			Ok(Seen::Trouble(trouble)) => send(&sink, &Trouble { task: id, trouble }).await,
			Err(error) => return ended(&error),
		};
		if !sent {
			return SubscriptionCloseResponse::None;
		}
	}
}

/// Whether the subscriber is still there.
async fn send(sink: &SubscriptionSink, message: &impl Serialize) -> bool {
	match SubscriptionMessage::from_json(message) {
		Ok(message) => sink.send(message).await.is_ok(),
		Err(_) => false,
	}
}

/// The last word to a subscriber whose task cannot be followed any more.
fn ended(error: &ClientError) -> SubscriptionCloseResponse {
	let text = error.to_string();
	match SubscriptionMessage::from_json(&text) {
		Ok(message) => SubscriptionCloseResponse::NotifErr(message),
		Err(_) => SubscriptionCloseResponse::None,
	}
}

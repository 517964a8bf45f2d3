// SPDX-License-Identifier: Apache-2.0
//! `order`: an order that was paid for in MAIN; and how `submit` places one.

use crate::{
	args::{CancelArgs, OrderArgs},
	commands::submit::add_output,
	conversion::Leg,
	error::Failure,
	hub::HubSession,
	logging,
	orders::{objection, Course},
	progress::Progress,
	session::{self, Session},
};
use pouw_chain::{Included, Keypair};
use pouw_primitives::{Balance, OrderId, OrderRecord, SectorId, TaskSpec, HUB_ID};
use pouw_service::{shutdown_signal, ClientBlobs, Config};
use sp_core::{crypto::Ss58Codec, H256};
use std::path::Path;

/// The part of its worth that an order may lose between the question for the rate and the order: what a
/// rate moves in an era.
const SLIPPAGE: Balance = 20;

/// Shows an order and, with `--wait`, follows it to its end.
pub fn run(args: OrderArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(order(args))
}

/// Takes an order back, and follows it until that is decided. Succeeds if nothing is run for it.
pub async fn cancel(order: OrderId, args: &CancelArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	let key = Keypair::load(&config.keystore)?;
	let hub = HubSession::open(args.hub.as_ref(), &config).await?;
	let session = Session::open(&config).await?;
	let sector = sector_of(&session).await?;
	let best = hub.client.client().best_block().await?;
	let record = find(&hub, (sector, order), best.hash).await?;
	if record.client != *key.account() {
		return Err(Failure::new(format!(
			"order {order} is of {}, which alone can take it back",
			record.client.to_ss58check()
		)));
	}
	let mut progress = Progress::start();
	let newest = session.client.best_block().await?.number;
	let own = own_blobs(&session, &config, &record)?;
	let mut course = Course::new((sector, order), record, best.number, newest.saturating_sub(1));
	course = course.until_drawn();
	if let Some(blobs) = own {
		course = course.owned_by(blobs);
	}
	course.look(&session, &mut progress).await?;
	// Asked again, it goes on waiting.
	let sought = hub.client.orders_taken_back_at(sector, best.hash).await?.contains(&order);
	if course.is_undecided() && !sought {
		let included = hub.client.cancel_order(sector, order, &key).await?;
		let leg = Leg::new("taken back", HUB_ID, included.block_number, progress.seconds());
		course.add(leg, &mut progress);
	}
	let outcome = tokio::select! {
		outcome = course.follow(&session, &hub, &mut progress) => outcome,
		() = shutdown_signal() => Err(Failure::new("interrupted")),
	};
	progress.finish();
	outcome.map_err(|e| {
		Failure::new(format!("{e}; what becomes of it: pouw-worker order --order {order} --wait"))
	})?;
	let mut report = course.report(&session, &hub);
	report.add_seconds(progress.seconds());
	report.print(args.json)?;
	course.taken_back()
}

/// An order of the hub as of a block.
async fn find(
	hub: &HubSession,
	(sector, order): (SectorId, OrderId),
	block: H256,
) -> Result<OrderRecord, Failure> {
	hub.client
		.order_at(sector, order, block)
		.await?
		.ok_or_else(|| Failure::new(format!("the hub has no order {order} on sector {}", sector.0)))
}

async fn order(args: OrderArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	let hub = HubSession::open(args.hub.as_ref(), &config).await?;
	let session = Session::open(&config).await?;
	let sector = sector_of(&session).await?;
	let best = hub.client.client().best_block().await?;
	let record = find(&hub, (sector, args.order), best.hash).await?;
	let mut progress = Progress::start();
	let newest = session.client.best_block().await?.number;
	let id = (sector, args.order);
	let own = own_blobs(&session, &config, &record)?;
	let mut course = Course::new(id, record, best.number, newest.saturating_sub(1));
	if let Some(blobs) = own {
		course = course.owned_by(blobs);
	} else if args.out.is_some() {
		return Err(Failure::new(format!(
			"the output of order {} can be read by its client alone",
			args.order
		)));
	}
	course.look(&session, &mut progress).await?;
	let view = View { wait: args.wait, json: args.json, out: args.out.as_deref() };
	view.show(course, &session, &hub, &config, &mut progress).await
}

/// The blobs of the order's client, if that is the configuration's key.
fn own_blobs(
	session: &Session,
	config: &Config,
	record: &OrderRecord,
) -> Result<Option<ClientBlobs>, Failure> {
	match Keypair::load(&config.keystore) {
		Ok(key) if record.client == *key.account() => {
			let blobs = session.blobs(config)?;
			// Both must be: the key of the input is handed to whoever is drawn for the task.
			Ok(blobs.is_client_key(&record.spec.client_key).then_some(blobs))
		},
		_ => Ok(None),
	}
}

/// The sector that a session is with.
async fn sector_of(session: &Session) -> Result<SectorId, Failure> {
	session.client.para_id().await?.map(SectorId).ok_or_else(|| {
		Failure::new(format!("the chain at {} is no parachain", session.client.endpoint()))
	})
}

/// An order that can be placed: for the sector, with what is paid and what it must be worth there.
pub struct Offer {
	sector: SectorId,
	main: Balance,
	/// The least worth in the sector's token, the price of the specification.
	pub least: Balance,
}

impl Offer {
	/// Fails if the sector takes no orders, or the account has too little MAIN.
	pub async fn of(
		hub: &HubSession,
		session: &Session,
		key: &Keypair,
		price: &str,
	) -> Result<Self, Failure> {
		let main = hub.value(price)?;
		let sector = sector_of(session).await?;
		let record = hub.client.sector(sector).await?;
		if let Some(objection) = objection(sector, record.as_ref()) {
			return Err(Failure::new(objection));
		}
		let worth = hub.client.tokens_for(sector, main).await?.unwrap_or_default();
		if worth == 0 {
			return Err(Failure::new(format!(
				"{} {} would be worth nothing on sector {}: it has no rate, or that is too little",
				hub.amount(main),
				hub.symbol(),
				sector.0
			)));
		}
		let balance = hub.client.client().free_balance(key.account()).await?;
		if balance < main {
			return Err(Failure::new(format!(
				"insufficient balance: {} has {} {symbol}, and the price is {} {symbol}",
				key.address(),
				hub.amount(balance),
				hub.amount(main),
				symbol = hub.symbol(),
			)));
		}
		let least = worth.saturating_sub(worth.checked_div(SLIPPAGE).unwrap_or_default());
		Ok(Self { sector, main, least })
	}

	/// Places the order; returns what is to be followed of it.
	pub async fn place(
		&self,
		hub: &HubSession,
		session: &Session,
		key: &Keypair,
		spec: &TaskSpec,
		progress: &mut Progress,
	) -> Result<(OrderId, Course), Failure> {
		// The sector cannot hear of it before.
		let sector_block = session.client.best_block().await?.number;
		let included = hub.client.order(self.sector, spec.clone(), self.main, key).await?;
		let (order, record) = self.find(hub, key, spec, &included).await?;
		let number = included.block_number;
		let mut course = Course::new((self.sector, order), record, number, sector_block);
		course.add(Leg::new("ordered", HUB_ID, number, progress.seconds()), progress);
		Ok((order, course))
	}

	/// What an order in a block became: among those the block added, the account's own.
	async fn find(
		&self,
		hub: &HubSession,
		key: &Keypair,
		spec: &TaskSpec,
		included: &Included,
	) -> Result<(OrderId, OrderRecord), Failure> {
		let first = hub.client.next_order_at(self.sector, included.parent_hash).await?;
		let end = hub.client.next_order_at(self.sector, included.block_hash).await?;
		for order in first..end {
			let found = hub.client.order_at(self.sector, order, included.block_hash).await?;
			let Some(record) = found else { continue };
			// The hub has put the worth in place of the least that was asked for.
			let asked = TaskSpec { price: spec.price, ..record.spec.clone() };
			if record.client == *key.account() && record.main == self.main && asked == *spec {
				return Ok((order, record));
			}
		}
		Err(Failure::new(format!(
			"block {} of the hub has the transaction, but not its order",
			included.block_number
		)))
	}
}

/// How an order is shown.
pub struct View<'a> {
	/// Whether it is followed to its end.
	pub wait: bool,
	/// Whether it is printed as JSON.
	pub json: bool,
	/// File that the output is written to.
	pub out: Option<&'a Path>,
}

impl View<'_> {
	/// Follows an order if that is wanted, and prints it.
	pub async fn show(
		&self,
		mut course: Course,
		session: &Session,
		hub: &HubSession,
		config: &Config,
		progress: &mut Progress,
	) -> Result<(), Failure> {
		let order = course.number();
		if self.wait {
			let outcome = tokio::select! {
				outcome = course.follow(session, hub, progress) => outcome,
				() = shutdown_signal() => Err(Failure::new("interrupted")),
			};
			progress.finish();
			outcome.map_err(|e| {
				Failure::new(format!(
					"{e}; order {order} goes on: pouw-worker order --order {order} --wait"
				))
			})?;
		}
		progress.finish();
		let mut report = course.report(session, hub);
		if self.wait {
			report.add_seconds(progress.seconds());
			if let (Some((id, task)), Some(shown), Some(blobs)) =
				(course.task(), report.task_mut(), course.blobs())
			{
				add_output(shown, id, task, blobs, config, self.out).await?;
			}
		}
		report.print(self.json)?;
		course.verdict()
	}
}

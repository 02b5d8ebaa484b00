//! What a C function costs beside the same operation in Rust: one program, both sides in turns, medians compared.
//!
//! `make bench` builds the library first; it is loaded as C programs load it. For each operation:
//!
//! - *Rust*: the method, on values of Rust;
//! - *JSON*: its request read strictly and its result written, alone;
//! - *door*: the operation asked in JSON, from Rust, as every language asks it;
//! - *C*: the function, its result freed.
//!
//! C over the door is the call's own cost, of which the target is 1 µs; the door over Rust is what JSON costs with its types.

// A program that measures stops at the first surprise, and divides times.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::ffi::{c_char, c_void};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use grc_core::engine::Part;
use grc_core::identifier::{Kind, canonical, formatted};
use grc_core::json::{Limits, parse};
use grc_core::wire::call;
use grc_core::{Actor, Engine, Host, Language, Visitor};
use libloading::Library;
use serde_json::{Value as Json, json};

const ROUNDS: usize = 300;
/// Calls in a side's turn: a turn is short, so that it is rarely interrupted.
const CALLS: u32 = 100;
/// Microseconds that the call may cost over JSON.
const TARGET: f64 = 1.0;

type Operation = unsafe extern "C" fn(*mut c_void, *const c_char, usize, *mut *mut c_char, *mut usize) -> i32;
type New = unsafe extern "C" fn(*mut *mut c_void) -> i32;
type Open = unsafe extern "C" fn(*mut c_void, *const c_char, usize, *const c_char, usize) -> i32;
type Free = unsafe extern "C" fn(*mut c_void);
type Close = unsafe extern "C" fn(*mut c_void) -> i32;

/// The library, and an engine in it.
struct C {
    library: Library,
    free: Free,
    engine: *mut c_void,
}

impl C {
    fn open(path: PathBuf) -> Self {
        // SAFETY: the library does nothing when it is loaded.
        let library = unsafe { Library::new(&path) };
        let library =
            library.unwrap_or_else(|error| panic!("{}: {error} (see `make bench`)", path.display()));
        let mut engine = std::ptr::null_mut();
        // SAFETY: the types are those of include/grc.h, and the pointers lead where they say.
        let free = unsafe {
            let (new, open) =
                (*library.get::<New>(b"grc_new").unwrap(), *library.get::<Open>(b"grc_open").unwrap());
            assert_eq!(new(&raw mut engine), 0);
            assert_eq!(open(engine, c":memory:".as_ptr(), 8, std::ptr::null(), 0), 0);
            *library.get::<Free>(b"grc_free").unwrap()
        };
        Self { library, free, engine }
    }

    fn function(&self, operation: &str) -> Operation {
        // SAFETY: the type is that of the functions of operations in include/grc.h.
        unsafe { *self.library.get::<Operation>(format!("grc_{operation}").as_bytes()).unwrap() }
    }

    /// Calls the function, has `read` see the result, and frees it.
    fn call<T>(&self, function: Operation, request: &str, read: impl FnOnce(&[u8]) -> T) -> T {
        let (mut result, mut length) = (std::ptr::null_mut(), 0);
        // SAFETY: the request is as long as it is told; the result is read before it is freed.
        unsafe {
            let begin = request.as_ptr().cast();
            let status = function(self.engine, begin, request.len(), &raw mut result, &raw mut length);
            assert_eq!(status, 0);
            let seen = read(std::slice::from_raw_parts(result.cast(), length));
            (self.free)(result.cast());
            seen
        }
    }

    fn ask(&self, operation: &str, request: &Json) -> Json {
        let read = |result: &[u8]| serde_json::from_slice(result).unwrap();
        self.call(self.function(operation), &request.to_string(), read)
    }
}

impl Drop for C {
    fn drop(&mut self) {
        // SAFETY: the engine is closed once, after its last use.
        let status = unsafe { (*self.library.get::<Close>(b"grc_close").unwrap())(self.engine) };
        assert_eq!(status, 0);
    }
}

/// Microseconds of a call, over a turn of many.
fn turn(work: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    (0..CALLS).for_each(|_| work());
    start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Measures an operation, `rust` being its method, and prints a line.
fn measure(c: &C, engine: &Engine, operation: &str, requests: [&Json; 2], rust: &mut dyn FnMut()) {
    let [request, of_c] = requests.map(Json::to_string);
    let result = call(engine, operation, request.as_bytes()).unwrap();
    let function = c.function(operation);
    let mut sides: [Box<dyn FnMut() + '_>; 4] = [
        Box::new(rust),
        Box::new(|| {
            black_box(parse(request.as_bytes(), Limits::COMMAND).unwrap());
            black_box(result.to_string());
        }),
        Box::new(|| {
            black_box(call(engine, operation, request.as_bytes()).unwrap().to_string());
        }),
        Box::new(|| c.call(function, &of_c, |result| assert!(result.len() > 2))),
    ];
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let mut times = [0.0; 4];
        // Each side begins in its turn.
        for rank in 0..sides.len() {
            let side = (round + rank) % sides.len();
            times[side] = turn(&mut sides[side]);
        }
        rounds.push(times);
    }
    let of = |value: &dyn Fn(&[f64; 4]) -> f64| median(rounds.iter().map(value).collect());
    let [rust, json, door, c] = [0, 1, 2, 3].map(|side| of(&|times| times[side]));
    let own = of(&|times| times[3] - times[2]);
    let verdict = if own <= TARGET { "" } else { "  MISSED" };
    println!("{operation:<12}{rust:>9.2}{json:>9.2}{door:>9.2}{c:>9.2}{own:>14.2}  <= {TARGET}{verdict}");
}

/// The library beside this program, in the same folder of the build.
fn library() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let name = format!("{}grc{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    this.ancestors().nth(2).unwrap().join(name)
}

fn main() {
    let catalogue: Json = serde_json::from_str(include_str!("../../benches/town/catalogue.json")).unwrap();
    let c = C::open(library());
    let engine = Engine::open_with(":memory:", Host::new()).unwrap();
    let account = json!({"kind": "applicant", "id": "compte-1"});
    let answers = json!({
        "nom": "Morel", "prenom": "Léo", "naissance": "2015-04-12", "ecole": "ferry", "classe": "cm2",
        "vaccins": true, "allergies": true, "detail_allergies": "Arachides : trousse d'urgence dans son sac.",
        "regime": ["sans_porc"], "rentre_seul": true, "situation": "separes", "courriel": "irene.morel@exemple.fr",
        "telephone": "+33639981234", "autre_parent": "Paul Girard", "telephone_autre_parent": "+33639985678",
        "rue": "14 bis rue du Lavoir", "code_postal": "14985", "commune": "Saint-Aubin-des-Prés",
        "quotient_familial": "845.50", "debut": "2026-07-06", "fin": "2026-08-14",
        "jours": ["lundi", "mardi", "mercredi", "jeudi"], "semaines": 6, "repas": true, "transport": true,
        "arret": "gare", "prelevement": true, "iban": "FR7630006000011234567890189"
    });
    let (procedure, scenario) = ("centre-loisirs", "inscrire");
    let place = json!({"procedure": procedure, "scenario": scenario});
    let with = |members: Json| -> Json {
        let both = [place.clone(), members].into_iter().flat_map(|one| one.as_object().unwrap().clone());
        Json::Object(both.collect())
    };
    let applicant = json!({"audience": "citizen", "last_name": "Morel", "email": "irene.morel@exemple.fr"});
    let asked = [
        ("publish", json!({"actor": {"kind": "system"}, "catalogue": catalogue})),
        ("submit", with(json!({"actor": account, "applicant": applicant, "answers": answers}))),
    ];
    let mut ids = Vec::new();
    for (operation, request) in &asked {
        let of_rust = call(&engine, operation, request.to_string().as_bytes());
        ids =
            vec![of_rust.unwrap_or_else(|error| panic!("{operation}: {error:?}")), c.ask(operation, request)];
    }

    println!("\nmicroseconds      Rust     JSON     door        C   C over door  target");
    let siret = json!({"kind": "siret", "value": "732 829 320 00074"});
    measure(&c, &engine, "identifier", [&siret, &siret], &mut || {
        let stored = canonical(Kind::Siret, black_box("732 829 320 00074")).unwrap();
        black_box((formatted(Kind::Siret, &stored), stored));
    });

    let filled = with(json!({"visitor": {"actor": account}, "answers": answers}));
    let visitor = Visitor::of(&Actor::applicant("compte-1"));
    let values = answers.as_object().unwrap().clone();
    measure(&c, &engine, "validate", [&filled, &filled], &mut || {
        black_box(engine.validate(procedure, scenario, &visitor, &values, &Part::whole()).unwrap());
    });

    let seen = [0, 1].map(|side: usize| json!({"actor": account, "id": ids[side]["id"]}));
    let (reader, id) = (Actor::applicant("compte-1"), serde_json::from_value(ids[0]["id"].clone()).unwrap());
    measure(&c, &engine, "request", [&seen[0], &seen[1]], &mut || {
        black_box(engine.request(&reader, id, Language::French).unwrap());
    });
}

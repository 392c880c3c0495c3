"""Write oracles.json: reference numbers by PyTorch, which shares no code with mlcourse.

    python3 -m venv torchenv && torchenv/bin/python -m pip install torch==2.13.0 numpy
    torchenv/bin/python tests/oracles/make_oracles.py

The file is committed, so that the tests need no PyTorch. It is made again only when something is
added here; the same PyTorch on the same machine writes the same file. Everything is float64.

PyTorch keeps a layer's weight as (fan_out, fan_in). Here W is always (fan_in, fan_out), transposed
from PyTorch's, and a flat θ is W0, b0, W1, b1, … with each W row by row.
"""

import json
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import SGD, Adam, AdamW, RMSprop
from torch.optim import lr_scheduler as lr

OUTPUT = Path(__file__).with_name("oracles.json")


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    sections = {
        "made_by": {"torch": torch.__version__, "script": "make_oracles.py", "dtype": "float64"},
        "optimizers": optimizers(),
        "schedules": schedules(),
        "batch_normalization": batch_normalization(),
        "losses": losses(),
        "networks": networks(),
    }
    text = ",\n".join(f"{json.dumps(name)}: {json.dumps(each)}" for name, each in sections.items())
    OUTPUT.write_text("{\n" + text + "\n}\n", encoding="utf-8")


def normal(*shape, seed):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


# Seven parameters of distinct scales. Of the gradients, the fourth is always exactly 0, the fifth
# about 1e-4, where epsilon matters, and the sixth about 1e3.
THETA = [1e-3, -0.02, 0.5, 1.0, -3.0, 40.0, -1000.0]
GRADIENT_SCALES = [1.0, 0.1, 5.0, 0.0, 1e-4, 1e3, 1.0]
OPTIMIZERS = [
    (SGD, {"lr": 0.1}),
    (SGD, {"lr": 0.003}),
    (SGD, {"lr": 0.1, "momentum": 0.9}),
    (SGD, {"lr": 0.02, "momentum": 0.5}),
    (SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    (SGD, {"lr": 0.02, "momentum": 0.5, "nesterov": True}),
    (RMSprop, {"lr": 0.01, "alpha": 0.99, "eps": 1e-8}),
    (RMSprop, {"lr": 0.1, "alpha": 0.9, "eps": 1e-4}),
    (Adam, {"lr": 0.001, "betas": (0.9, 0.999), "eps": 1e-8}),
    (Adam, {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-4}),
    (AdamW, {"lr": 0.001, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01}),
    (AdamW, {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-4, "weight_decay": 0.5}),
    (AdamW, {"lr": 0.1, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.0}),
]


def optimizers():
    """θ after each of 20 steps with the same given gradients."""
    gradients = normal(20, 7, seed=1) * torch.tensor(GRADIENT_SCALES)
    cases = []
    for kind, options in OPTIMIZERS:
        theta = nn.Parameter(torch.tensor(THETA))
        optimizer = kind([theta], **options)
        thetas = []
        for gradient in gradients:
            theta.grad = gradient.clone()
            optimizer.step()
            thetas.append(theta.tolist())
        cases.append({"torch": kind.__name__, "options": options, "thetas": thetas})
    return {"theta": THETA, "gradients": gradients.tolist(), "cases": cases}


def schedules():
    """The learning rate of each step from step 0."""

    def warm_up_to_cosine(optimizer):
        climb = lr.LinearLR(optimizer, start_factor=1 / 6, total_iters=5)
        way_down = lr.CosineAnnealingLR(optimizer, T_max=30, eta_min=0.001)
        return lr.SequentialLR(optimizer, [climb, way_down], milestones=[5])

    return {
        "StepLR(step_size=7, gamma=0.3)": rates(lambda o: lr.StepLR(o, 7, 0.3), 40),
        "ExponentialLR(gamma=0.93)": rates(lambda o: lr.ExponentialLR(o, 0.93), 40),
        "CosineAnnealingLR(T_max=40)": rates(lambda o: lr.CosineAnnealingLR(o, 40), 41),
        "CosineAnnealingLR(T_max=25, eta_min=0.01)": rates(
            lambda o: lr.CosineAnnealingLR(o, 25, 0.01), 26
        ),
        "LinearLR(start_factor=1/11, total_iters=10)": rates(
            lambda o: lr.LinearLR(o, start_factor=1 / 11, total_iters=10), 20
        ),
        "SequentialLR(LinearLR 5 steps, CosineAnnealingLR(T_max=30, eta_min=0.001))": rates(
            warm_up_to_cosine, 36
        ),
    }


def rates(make, steps, initial=0.2):
    optimizer = SGD([nn.Parameter(torch.zeros(1))], lr=initial)
    schedule = make(optimizer)
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return {"initial": initial, "rates": found}


def batch_normalization():
    """Three batches in training, then one in evaluation; unit 1 varies so little that ε matters."""
    units = nn.BatchNorm1d(4, momentum=0.1, eps=1e-5)
    gamma, beta = torch.tensor([1.0, -0.5, 2.0, 0.1]), torch.tensor([0.0, 3.0, -1.0, 0.5])
    units.weight.data, units.bias.data = gamma.clone(), beta.clone()
    scale, offset = torch.tensor([1.0, 0.003, 10.0, 0.5]), torch.tensor([0.0, 1.0, -30.0, 4.0])
    passes = []
    for i, training in enumerate([True, True, True, False]):
        units.train(training)
        units.zero_grad()
        z = (normal(6, 4, seed=10 + i) * scale + offset).requires_grad_()
        dy = normal(6, 4, seed=20 + i)
        y = units(z)
        y.backward(dy)
        passes.append(
            {
                "training": training,
                "z": z.tolist(),
                "y": y.tolist(),
                "running_mean": units.running_mean.tolist(),
                "running_variance": units.running_var.tolist(),
                "dy": dy.tolist(),
                "dgamma": units.weight.grad.tolist(),
                "dbeta": units.bias.grad.tolist(),
                "dz": z.grad.tolist(),
            }
        )
    start = {"momentum": 0.1, "epsilon": 1e-5, "gamma": gamma.tolist(), "beta": beta.tolist()}
    return {**start, "passes": passes}


def losses():
    """Values and gradients at ordinary logits and at ±1000."""
    ordinary, labels = 2 * normal(5, 4, seed=30), torch.tensor([0, 3, 1, 1, 2])
    extreme = torch.tensor(
        [
            [1000.0, -1000, 0, 5],
            [-1000, -1000, -1000, -1000],
            [999, 1000, -1000, 998],
            [0, 1000, 0, 0],
        ]
    )
    soft = torch.softmax(normal(5, 4, seed=31), dim=1)
    binary = torch.tensor([[0.3, -2.0], [1000, -1000], [1000, -1000], [0, 17]])
    targets = torch.tensor([[1.0, 0], [1, 0], [0, 1], [0.5, 0.25]])
    prediction, target = normal(5, 3, seed=32), 100 * normal(5, 3, seed=33)
    return {
        "categorical_cross_entropy": [
            loss(F.cross_entropy, ordinary, labels),
            loss(F.cross_entropy, ordinary, soft),
            loss(F.cross_entropy, extreme, torch.tensor([1, 2, 1, 1])),
        ],
        "binary_cross_entropy": [
            loss(F.binary_cross_entropy_with_logits, binary, targets),
            loss(F.binary_cross_entropy_with_logits, binary[:, :1], targets[:, :1]),
        ],
        "mean_squared_error": [
            loss(F.mse_loss, prediction, target),
            loss(F.mse_loss, prediction[:, :1], target[:, :1]),
        ],
    }


def loss(function, scores, target):
    scores = scores.clone().requires_grad_()
    value = function(scores, target)
    value.backward()
    return {
        "scores": scores.tolist(),
        "target": target.tolist(),
        "value": value.item(),
        "gradient": scores.grad.tolist(),
    }


def networks():
    """Two hidden layers, 5-7-5-3: logits, loss and every gradient as one flat vector."""
    x, y = normal(6, 5, seed=40), torch.tensor([0, 2, 1, 1, 0, 2])
    targets = {
        "softmax": (F.cross_entropy, y),
        "sigmoid": (F.binary_cross_entropy_with_logits, F.one_hot(y, 3).double()),
        "identity": (F.mse_loss, normal(6, 3, seed=41)),
    }
    activations = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}
    pairs = [("tanh", "softmax"), ("relu", "softmax"), ("sigmoid", "softmax")]
    pairs += [("tanh", "sigmoid"), ("relu", "identity")]
    cases = []
    for activation, output in pairs:
        torch.manual_seed(42)
        layers = [nn.Linear(5, 7), nn.Linear(7, 5), nn.Linear(5, 3)]
        between = activations[activation]
        logits = nn.Sequential(layers[0], between(), layers[1], between(), layers[2])(x)
        function, target = targets[output]
        value = function(logits, target)
        value.backward()
        cases.append(
            {
                "activation": activation,
                "output": output,
                "theta": flat(layers, lambda p: p.data),
                "target": target.tolist(),
                "logits": logits.tolist(),
                "loss": value.item(),
                "gradient": flat(layers, lambda p: p.grad),
            }
        )
    return {"layer_sizes": [5, 7, 5, 3], "x": x.tolist(), "cases": cases}


def flat(layers, of):
    blocks = [(of(layer.weight).T, of(layer.bias)) for layer in layers]  # W as (fan_in, fan_out)
    return torch.cat([block.reshape(-1) for pair in blocks for block in pair]).tolist()


if __name__ == "__main__":
    main()
